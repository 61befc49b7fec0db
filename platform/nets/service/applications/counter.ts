import type { Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CaseRequest } from '#support/cases/index.ts'

/** An application that a clerk submits at the window, on behalf of the person it is for. */
export type AtCounter = {
  /** The official, on behalf of the person. */
  clerk: Actor
  /** Where notices go: the person's account, or the clerk's, who passes them on. */
  accountId: string
  /** The confirmation that the person signed. */
  paper?: { hash: string; mediaType: string; size: number; fileName: string }
  /** In the transaction that opens the case. */
  onOpened: (tx: Tx, caseId: string) => Promise<void>
}

/** The case as the window brings it: by its own channel, with the signed confirmation among the materials. */
export function atCounter(
  request: CaseRequest,
  { clerk, accountId, paper }: AtCounter,
  fresh: { id: string; at: Date },
): CaseRequest {
  return {
    ...request,
    channel: 'window',
    party: { ...request.party, accountId, agentName: clerk.name },
    materials: paper
      ? [
          ...request.materials,
          {
            ...paper,
            ...fresh,
            key: 'counter-confirmation',
            name: '本人签字的确认书',
            version: 1,
            trust: 'B' as const,
          },
        ]
      : request.materials,
  }
}
