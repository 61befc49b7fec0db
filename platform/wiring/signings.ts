import type { CredentialService } from '#support/credentials/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { createSignings, signingRoutes } from '#support/signings/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

/** Citizens' signatures on papers of theirs. */
export function createSigningPart(
  needs: Ground & { keys: Keys; ledger: Ledger; credentials: Pick<CredentialService, 'paper'> },
): Part {
  return { routes: [signingRoutes(createSignings({ ...needs, paper: needs.credentials.paper }))] }
}
