import type { CompileExpression } from '../forms/contract.ts'
import type { Answer, Finding } from './contract.ts'
import type { DeclaredCheck } from './declared.ts'

/** What each source said, by its name; null when it did not answer. */
export type Said = Record<string, unknown>

/**
 * What a check comes to. Pure. A source that is silent makes nobody unqualified: what rests on it cannot be told, and then the
 * answer is at most partly. Throws an Error when a rule comes to something that is neither true, false nor null.
 */
export function judge(
  check: Pick<DeclaredCheck, 'key' | 'requirements'>,
  said: Said,
  today: string,
  compileExpression: CompileExpression,
): { answer: Answer; findings: Finding[] } {
  const findings = check.requirements.map(({ met, decisive = true, ...told }): Finding => {
    const isSilent = told.from.some((name) => said[name] === null || said[name] === undefined)
    const came = isSilent ? null : compileExpression(met)({ ...said, today })
    if (came !== null && typeof came !== 'boolean')
      throw new Error(`Requirement ${told.key} of ${check.key} came to ${JSON.stringify(came)}`)
    return { ...told, decisive, state: came === null ? 'unknown' : came ? 'met' : 'unmet' }
  })
  return { answer: answerOf(findings), findings }
}

function answerOf(findings: readonly Finding[]): Answer {
  if (findings.some(({ state, decisive }) => state === 'unmet' && decisive)) return 'no'
  return findings.every(({ state }) => state === 'met') ? 'yes' : 'partly'
}
