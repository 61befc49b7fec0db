import type { Net } from '#support/cases/index.ts'
import type { PackContext } from '#support/packs/index.ts'
import type { Register } from '#support/registers/index.ts'
import type { Disagreement } from './disagreement.ts'

/** A call outside that nobody waits for for ever, and records of registers that there are. */
export function findCallFaults(net: Net, context: PackContext): Disagreement[] {
  return [...findEndlessCalls(net), ...findUnknownRegisters(net, context)]
}

/** Another system may be silent or refuse: the flow must say when, and where, a person takes over. */
function findEndlessCalls(net: Net): Disagreement[] {
  return net.nodes.flatMap((node): Disagreement[] => {
    if (node.kind !== 'service' || node.mode !== 'job') return []
    const caught = new Set(node.boundaries.map(({ trigger }) => trigger.on))
    const missing = (['timer', 'error'] as const).filter((on) => !caught.has(on))
    return missing.map((on) => ({
      node: node.id,
      code: on === 'timer' ? 'flows.call-without-time' : 'flows.call-without-error',
      message: `asks another system and has no boundary event for ${on === 'timer' ? 'its silence' : 'its refusal'}`,
      mend: `Attach a boundary event with a${on === 'timer' ? ' timer' : 'n error'} that leads to a person.`,
    }))
  })
}

function findUnknownRegisters(net: Net, context: PackContext): Disagreement[] {
  return net.nodes.flatMap((node): Disagreement[] => {
    if (node.kind !== 'service' || node.service !== 'registers.record') return []
    const text = node.inputs.find(({ name }) => name === 'register')?.text ?? ''
    const key = /^"([a-z][a-z0-9-]*)"$/.exec(text.trim())?.[1]
    const known = key !== undefined && (context.find('register', key) as Register | undefined)
    if (known) return []
    return [
      {
        node: node.id,
        input: 'register',
        code: 'flows.unknown-register',
        message: `writes to ${text || 'no register'}, which no pack declares`,
        mend: 'Name a register in quotes, of this pack or of one it requires.',
      },
    ]
  })
}
