import type { JobHandler } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import type { Effect, Failure, Signal } from './flow/index.ts'

type Call = Extract<Effect, { kind: 'callService' }>
type Place = { realm: string; caseId: string }

/** A service task that asks somebody outside, as the job that does it sees it. */
export type OutsideCall = Place & { id: string; service: string; inputs: Record<string, unknown> }

/**
 * Asks outside and answers what came, or why nothing ever will. It throws when asking again later may help: the queue asks
 * again, until the flow's own timer gives the case to a person.
 */
export type CallOutside = (call: OutsideCall) => Promise<{ result: unknown } | { failure: Failure }>

/** How a case is told what came of it. */
type Cases = { signal: (actor: Actor, caseId: string, signal: Signal, verb: string) => Promise<void> }

/** What is asked may be personal, and jobs lie in a table of their own: the payload is sealed like the case's columns. */
export function callPayload(secrets: Secrets, place: Place, { token, service, inputs }: Call) {
  const sealed = secrets.encrypt(JSON.stringify(inputs), contextOf(place.caseId))
  return { ...place, token, service, sealed: sealed.toString('base64') }
}

export function callJobs(cases: Cases, secrets: Secrets, callOutside: CallOutside): Record<string, JobHandler> {
  return {
    async 'cases.call'(payload) {
      const [realm, caseId, service] = [payload.realm, payload.caseId, payload.service].map(String) as [
        string,
        string,
        string,
      ]
      const token = Number(payload.token)
      const opened = secrets.decrypt(Buffer.from(String(payload.sealed), 'base64'), contextOf(caseId))
      const inputs = JSON.parse(opened) as Record<string, unknown>
      const answer = await callOutside({ realm, caseId, id: `${caseId}-${token}`, service, inputs })
      const signal =
        'result' in answer
          ? { kind: 'service-done' as const, token, result: answer.result }
          : { kind: 'service-failed' as const, token, error: answer.failure }
      await cases.signal(systemActor(realm), caseId, signal, 'call')
    },
  }
}

const contextOf = (caseId: string) => `cases.call.${caseId}`
