import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'

/** A session that a firm's licence opened is for the firm's affairs: the person's own account and matters are not in it. */
export function refuseForFirm({ actingFor }: Actor): void {
  if (actingFor)
    throw new Refusal(
      'forbidden',
      'identity.firm-session',
      `This session acts for ${actingFor.partyId} and nobody else`,
    )
}
