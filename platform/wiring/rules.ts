import { isDeepStrictEqual } from 'node:util'
import type { Log } from '#ground/telemetry/log.ts'
import type { Metrics } from '#ground/telemetry/metrics.ts'
import type { CaseNeeds, RuleAnswer } from '#support/cases/index.ts'
import type { Artefact, Packs } from '#support/packs/index.ts'
import { type CompiledModel, compileModel, type DecisionTrace, decide } from '#support/rules/index.ts'

/** A rule made ready: its closures, and the words people know it by. */
export type ReadyRule = { key: string; version: number; title: string; model: CompiledModel }

type Reason = { reason: string; basis?: string; outcome?: string }

/** What rules need of the platform: what is installed, and where to tell the operator. */
type RuleNeeds = { packs: Pick<Packs, 'get' | 'made'>; log: Pick<Log, 'error'>; metrics: Pick<Metrics, 'ruleStops'> }

/**
 * Decisions of packs as cases ask them: dated, with the source of each input and the rules that fired. A rule that its budget
 * stops, or that comes to no outcome, decides nothing: the case goes to a person, who reads why, and the operator is told.
 */
export function createRules({ packs, log, metrics }: RuleNeeds) {
  async function rule(key: string, at: { version?: number; asOf?: string }): Promise<ReadyRule> {
    const artefact = await packs.get<string>('rule', key, at)
    return packs.made(artefact, 'rule', () => ready(artefact))
  }

  const rulesFor: CaseNeeds['rulesFor'] = async (net) => {
    const keys = net.nodes.flatMap((node) => (node.kind === 'rule' ? [node.decision] : []))
    const rules = new Map(await Promise.all(keys.map(async (key) => [key, await rule(key, {})] as const)))
    return ({ key, inputs, texts }, asOf, facts) => {
      const found = rules.get(key)
      if (!found) throw new Error(`The flow asks the rule ${key}, which its net does not name`)
      const sources = Object.fromEntries(
        Object.keys(inputs).flatMap((name) => {
          const pointer = pointerIn(texts[name] ?? '')
          if (pointer === undefined) return []
          // A source vouches only for its own value: what the applicant put in its place is the applicant's.
          const fact = facts.find((each) => each.pointer === pointer && isDeepStrictEqual(each.value, inputs[name]))
          const { source, sourceLabel } = fact ?? { source: 'applicant', sourceLabel: '申请人填写' }
          return [[name, { source, sourceLabel, pointer }]]
        }),
      )
      const { exhausted, ...answer } = answerOf(found, inputs, sources, asOf)
      if (exhausted) {
        metrics.ruleStops.inc({ rule: key })
        log.error(
          { rule: key, version: found.version, asOf },
          'a rule was stopped by its budget; a person decides instead',
        )
      }
      return answer
    }
  }

  /** The kept inputs under the kept version: the answer must be the kept one. */
  const replay: CaseNeeds['replay'] = async ({ ruleKey, ruleVersion, asOf, record }) => {
    const found = await rule(ruleKey, { version: ruleVersion })
    return answerOf(found, record.inputs, record.sources, asOf).record.outputs
  }

  return { rulesFor, replay }
}

function ready(artefact: Artefact<string>): ReadyRule {
  const model = compileModel(artefact.content)
  return { key: artefact.key, version: artefact.version, title: model.name, model }
}

/** `answers.employer.name` reads the fact at `/employer/name`. */
function pointerIn(text: string): string | undefined {
  const path = /^\s*(?:answers|facts)\.([\w.]+)\s*$/.exec(text)?.[1]
  return path === undefined ? undefined : `/${path.replaceAll('.', '/')}`
}

/** Asks a rule as cases do: what it says, why, and the record to keep. */
export function answerOf(
  rule: ReadyRule,
  inputs: Record<string, unknown>,
  sources: RuleAnswer['record']['sources'],
  asOf: string,
): RuleAnswer & { exhausted: boolean } {
  const decision = rule.model.mainDecision
  // Noon in the city is the same date in UTC, which is what `today()` reads.
  const { outputs, trace } = decide(rule.model, { decision, inputs, asOf: `${asOf}T12:00:00+08:00` })
  const main = outputs[decision]
  const said = typeof main === 'object' && main !== null ? (main as Record<string, unknown>) : { outcome: main }
  const decided = typeof said.outcome === 'string'
  const result = decided ? said : { ...said, outcome: 'human' }
  const reasons = decided ? reasonsOf(trace) : [...reasonsOf(trace), toPerson(trace)]
  return {
    result,
    ruleKey: rule.key,
    ruleVersion: rule.version,
    ruleTitle: rule.title,
    outcome: String(result.outcome),
    record: { inputs, sources, outputs: { ...result, reasons }, trace },
    exhausted: trace.exhausted,
  }
}

/** Why a person decides what the rule could not. */
function toPerson(trace: DecisionTrace): Reason {
  const reason = trace.exhausted
    ? '规则没有在规定的计算量内得出结论，由工作人员办理。'
    : '规则没有对这种情况作出规定，由工作人员办理。'
  return { reason, outcome: 'human' }
}

/** Each rule that fired and says why, in the order of the decisions. */
function reasonsOf(trace: DecisionTrace): Reason[] {
  const seen = new Set<string>()
  return trace.fired.flatMap(({ reason, basis, outputs }): Reason[] => {
    if (!reason || seen.has(reason)) return []
    seen.add(reason)
    const outcome =
      typeof outputs === 'object' && outputs !== null ? (outputs as Record<string, unknown>).outcome : undefined
    return [{ reason, ...(basis ? { basis } : {}), ...(typeof outcome === 'string' ? { outcome } : {}) }]
  })
}
