import { Refusal } from '#kernel/errors.ts'
import type { CallOutside } from '#support/cases/index.ts'
import type { AskSystem } from '#support/systems/index.ts'

/**
 * What flows may ask after the commit: `systems.ask`, inputs `system` and `question`, answers what the system answered;
 * `registers.correct` puts a field of a register right; `qualifications.check` asks whether the applicant may do something.
 */
export function createFlowCalls(needs: {
  askSystem: AskSystem
  correct: CallOutside
  qualify: CallOutside
}): CallOutside {
  const { askSystem, correct, qualify } = needs
  return async (call) => {
    const { id, service, inputs } = call
    if (service === 'registers.correct') return correct(call)
    if (service === 'qualifications.check') return qualify(call)
    if (service !== 'systems.ask')
      return { failure: { code: 'systems.not-connected', message: `No service ${service} answers after the commit` } }
    try {
      return { result: await askSystem({ system: String(inputs.system), id, question: inputs.question }) }
    } catch (error) {
      // Silence is for the queue, which asks again; anything else stays as it is, and the flow says who takes over.
      if (!(error instanceof Refusal) || error.code === 'systems.silent') throw error
      return { failure: { code: error.code, message: error.message } }
    }
  }
}
