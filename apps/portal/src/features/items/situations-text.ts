import type { Situations } from '@zhengtong/platform/nets/service/items/contract.ts'

/** Answers as they stand in an address: `size.large~room.yes`. */
export function situationsText(situations: Situations): string | undefined {
  const pairs = Object.entries(situations).map(([question, option]) => `${question}.${option}`)
  return pairs.length > 0 ? pairs.join('~') : undefined
}

export function readSituations(text: string | undefined): Situations {
  const pairs = (text ?? '').split('~').map((pair) => pair.split('.'))
  return Object.fromEntries(pairs.flatMap(([question, option]) => (question && option ? [[question, option]] : [])))
}
