import { Refusal } from '#kernel/errors.ts'
import type { Artefact, Packs } from '#support/packs/index.ts'
import { readSource } from '#support/packs/index.ts'
import type { InstalledRule, RerunNeeds } from '#support/reruns/index.ts'
import { type CompiledModel, compileModel, type DecisionTrace, inputsBehind } from '#support/rules/index.ts'
import { ruleKind } from './deployment/rule-kind.ts'
import { answerOf } from './rules.ts'

/** Rules as re-runs ask them: an installed version, or a draft that nobody has installed. */
export function createRuleDrafts(packs: Pick<Packs, 'get' | 'made' | 'versions' | 'find'>) {
  const modelOf = (artefact: Artefact<string>): CompiledModel =>
    packs.made(artefact, 'model', () => compileModel(artefact.content))

  const ruleOf: RerunNeeds['ruleOf'] = async (key, from) => {
    const version = 'version' in from ? from.version : 0
    const artefact = 'version' in from ? await packs.get<string>('rule', key, { version }) : undefined
    const model = artefact ? modelOf(artefact) : draftOf('draft' in from ? from.draft : '')
    const title = model.name
    return {
      title,
      inputs: model.inputs.map(({ name }) => name),
      findings: 'draft' in from ? await findingsOf(key, from.draft) : [],
      anatomy: {
        behind: (decision, but) => inputsBehind(model, decision, but),
        labelOf: (name) => model.elements.find((element) => element.name === name)?.label || undefined,
      },
      ask({ record, asOf }) {
        const answer = answerOf({ key, version, title, model }, record.inputs, record.sources, asOf)
        const { outputs, trace } = answer.record
        return { outcome: answer.outcome, outputs, trace: trace as DecisionTrace, exhausted: answer.exhausted }
      },
    }
  }

  const rules: RerunNeeds['rules'] = async () => {
    const byKey = Map.groupBy(await packs.versions<string>('rule'), ({ key }) => key)
    return Promise.all(
      [...byKey].map(async ([key, versions]): Promise<InstalledRule> => {
        const inForce = await packs.find('rule', key)
        return {
          key,
          title: modelOf(versions.at(-1)!).name,
          versions: versions.map(({ version, validFrom, pack }) => ({
            version,
            validFrom,
            pack,
            inForce: version === inForce?.version,
          })),
        }
      }),
    )
  }

  return { ruleOf, rules }
}

function draftOf(text: string): CompiledModel {
  try {
    const model = compileModel(text)
    if (model.mainDecision) return model
    throw new Refusal('invalid', 'rules.no-main-decision', 'No single decision stands above the others')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const line = Number(error.details.fileLine ?? error.details.line ?? 1)
    throw new Refusal('invalid', 'reruns.bad-draft', error.message, {
      faults: [{ pointer: '/draft', rule: error.code, detail: `第${line}行：${error.message}` }],
    })
  }
}

/** What a look through the draft finds. It may be re-run all the same: that is what drafts are for. */
async function findingsOf(key: string, text: string) {
  const source = readSource(`rules/${key}.dmn`, text)
  const context = {
    pack: { name: 'draft', version: '0.0.0', title: '-', titleEn: '-' },
    find: () => undefined,
    list: () => [],
    owns: () => false,
  }
  const problems = await ruleKind.check(source, context)
  return problems
    .slice(0, 50)
    .map(({ severity, code, line, message, mend }) => ({ severity, code, line, message, mend }))
}
