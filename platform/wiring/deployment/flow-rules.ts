import { Refusal } from '#kernel/errors.ts'
import type { Net } from '#support/cases/index.ts'
import { choicesOf, type Field, fieldAt } from '#support/forms/index.ts'
import type { PackContext } from '#support/packs/index.ts'
import { type CompiledModel, compileModel, type RuleInput, ruleInputs } from '#support/rules/index.ts'
import type { Disagreement, ReadForm } from './disagreement.ts'
import { ownNodes } from './flow-names.ts'

/** Inputs that a rule does not know, inputs it waits for in vain, and fields of a form of another type than the rule's input. */
export function findRuleFaults(net: Net, forms: readonly ReadForm[], context: PackContext): Disagreement[] {
  return ownNodes(net).flatMap((node): Disagreement[] => {
    if (node.kind !== 'rule') return []
    const model = modelOf(context.find('rule', node.decision))
    if (!model) return []
    const wanted = ruleInputs(model)
    const names = wanted.map(({ name }) => name).join(', ')
    const given = new Set(node.inputs.map(({ name }) => name))
    const unknown = node.inputs.flatMap(({ name, text }): Disagreement[] => {
      const input = wanted.find((each) => each.name === name)
      if (input) return forms.flatMap((form) => clash(node.id, input, text, form))
      return [
        {
          node: node.id,
          input: name,
          code: 'flows.unknown-rule-input',
          message: `gives “${name}”, which the rule "${node.decision}" does not ask for`,
          mend: `The rule asks for ${names}.`,
        },
      ]
    })
    const missing = wanted
      .filter(({ name }) => !given.has(name))
      .map(
        ({ name }): Disagreement => ({
          node: node.id,
          code: 'flows.rule-input-missing',
          message: `does not give “${name}”, which the rule "${node.decision}" asks for; it would decide without it`,
          mend: `Add <zt:input name="${name}">…</zt:input>, or take the input out of the rule.`,
        }),
      )
    return [...unknown, ...missing]
  })
}

/** What is wrong in the rule itself is told by the rule. */
function modelOf(text: unknown): CompiledModel | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return compileModel(text)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function clash(node: string, input: RuleInput, text: string, form: ReadForm): Disagreement[] {
  const path = /^\s*(?:answers|facts)\.([\w.]+)\s*$/.exec(text)?.[1]
  const field = path && fieldAt(form.root, `/${path.replaceAll('.', '/')}`)
  if (!field) return []
  const wrong = (message: string, mend: string): Disagreement[] => [
    { node, input: input.name, code: 'flows.type-clash', message, mend },
  ]
  const kind = kindOf(field)
  if (kind && !input.takes.includes(kind))
    return wrong(
      `the form "${form.key}" asks “${path}” as ${kind}, the rule wants “${input.name}” as ${input.type}`,
      'Give both the same type.',
    )
  const strange = (choicesOf(field.node) ?? []).filter(({ value }) => !input.allows(value))
  if (strange.length === 0) return []
  return wrong(
    `the form "${form.key}" offers ${strange.map(({ value }) => JSON.stringify(value)).join(', ')} for “${path}”, which the rule does not allow for “${input.name}”`,
    'Add the values to the rule, or take them out of the form.',
  )
}

/** The kind of value a field holds, in the words of `RuleInput.takes`; undefined where the form leaves it open. */
function kindOf({ node }: Field): string | undefined {
  if (node.type === 'string' && node.format === 'date') return 'date'
  if (node.type === 'string' && node.format === 'date-time') return 'date and time'
  if (node.type === 'string' && (node.format === 'time' || node.format === 'duration')) return node.format
  if (node.type === 'integer') return 'number'
  if (node.type === 'object') return 'context'
  return node.type === 'array' ? 'list' : node.type
}
