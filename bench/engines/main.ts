import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { decisions } from './decisions.ts'
import type { Duel, Work } from './duel.ts'
import { flowSteps } from './flow-steps.ts'

export type DuelResult = { name: string; own: number; peer: number; ratio: number; target: number; met: boolean }

export const duels: Duel[] = [flowSteps, decisions]

/** Runs duels in turn and prints both rates and the ratio; answers whether every target was met. */
export async function runDuels(
  wanted: readonly Duel[],
  { seconds, rounds, json }: { seconds: number; rounds: number; json?: string },
): Promise<boolean> {
  const results: DuelResult[] = []
  for (const { name, operation, peer, target, prepare } of wanted) {
    console.log(`\n${name}: ${operation}\n  peer: ${peer}`)
    const work = await prepare()
    // Both are warm before either is measured, and they take turns, so that a busy machine is busy for both.
    await rateOf(work.own, seconds / 5)
    await rateOf(work.peer, seconds / 5)
    const rates: { own: number; peer: number }[] = []
    for (let round = 0; round < rounds; round++)
      rates.push({ peer: await rateOf(work.peer, seconds), own: await rateOf(work.own, seconds) })
    const own = middle(rates.map((each) => each.own))
    const other = middle(rates.map((each) => each.peer))
    const ratio = own / other
    results.push({ name, own, peer: other, ratio, target, met: ratio >= target })
    console.log(
      `  ${peer.padEnd(20)} ${Math.round(other).toLocaleString('en')}/s\n  ${'platform'.padEnd(20)} ${Math.round(own).toLocaleString('en')}/s\n  ratio ${ratio.toFixed(1)}${ratio >= target ? '' : `, below its target of ${target}`}`,
    )
  }
  console.log(
    `\n${availableParallelism()} cores, node ${process.version}, ${rounds} rounds of ${seconds} s, the middle one`,
  )
  if (json) await writeFile(json, `${JSON.stringify({ at: new Date().toISOString(), results }, null, 2)}\n`)
  return results.every((each) => each.met)
}

/** Operations a second. */
async function rateOf(work: Work, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000
  const began = performance.now()
  let operations = 0
  while (performance.now() < until) operations += await work()
  return (operations * 1_000) / (performance.now() - began)
}

function middle(rates: number[]): number {
  return rates.sort((one, other) => one - other)[Math.floor(rates.length / 2)] ?? 0
}
