import type { Net } from '#support/cases/index.ts'
import type { CredentialType } from '#support/credentials/contract.ts'
import type { PackContext } from '#support/packs/index.ts'
import { contextKeys, textOf } from '#support/rules/index.ts'
import { knownToLetters } from '../letter-facts.ts'
import type { Disagreement } from './disagreement.ts'
import { ownNodes } from './flow-names.ts'

type Service = Extract<Net['nodes'][number], { kind: 'service' }>

/** Elements of a licence or letter that a flow fills and its type does not have, and those that it must have and nobody fills. */
export function findCredentialFaults(net: Net, context: PackContext): Disagreement[] {
  return ownNodes(net).flatMap((node) => {
    if (node.kind !== 'service') return []
    if (node.service === 'credentials.issue') return issued(node, 'type', context)
    return node.service === 'letters.issue' ? issued(node, 'letter', context) : []
  })
}

function issued(node: Service, name: 'type' | 'letter', context: PackContext): Disagreement[] {
  const text = (input: string) => node.inputs.find((each) => each.name === input)?.text ?? ''
  const key = textOf(text(name))
  if (key === undefined) return []
  const type = context.find('credential', key) as CredentialType | undefined
  const properties = type?.elements?.properties
  if (!type || !properties)
    return [
      {
        node: node.id,
        input: name,
        code: 'flows.unknown-credential',
        message: `issues "${key}", which is no credential of this pack or of one it requires`,
        mend: `Add credentials/${key}.yaml, or name the pack that has it under requires in pack.yaml.`,
      },
    ]
  const given = name === 'type' ? contextKeys(text('elements')) : inputsBut(node, name)
  // Elements computed as a whole are seen only when they are there.
  if (!given) return []
  const filled = [...given, ...(name === 'type' ? [] : knownToLetters)]
  const known = Object.keys(properties)
  const strange = given
    .filter((element) => !known.includes(element))
    .map(
      (element): Disagreement => ({
        node: node.id,
        input: name === 'type' ? 'elements' : element,
        code: 'flows.unknown-element',
        message: `fills “${element}”, which "${key}" does not have`,
        mend: `It has ${known.join(', ')}.`,
      }),
    )
  const empty = (type.elements.required ?? [])
    .filter((element) => !filled.includes(element))
    .map(
      (element): Disagreement => ({
        node: node.id,
        ...(name === 'type' ? { input: 'elements' } : {}),
        code: 'flows.element-never-filled',
        message: `issues "${key}" without “${element}”, which it must have`,
        mend: `Fill it from a fact, an answer or a result of the flow, or do not require it in credentials/${key}.yaml.`,
      }),
    )
  return [...strange, ...empty]
}

function inputsBut(node: Service, except: string): string[] {
  return node.inputs.map(({ name }) => name).filter((name) => name !== except)
}
