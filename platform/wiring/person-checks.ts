import { createRecoveries, type Identity, type Method, recoveryRoutes } from '#support/identity/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import {
  checksInSession,
  createPersonChecks,
  type PersonChecks,
  personCheckRoutes,
  personChecksModule,
  systemKey,
} from '#support/person-checks/index.ts'
import type { AskSystem, Systems } from '#support/systems/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

export const personCheckModules = [personChecksModule]

/** The factors that a provider of person checks among the systems adds. */
export const checksOf = (systems: Systems): Method[] => (systems[systemKey] ? ['face', 'doc'] : [])

/** 实人核验, at the provider that `ZT_SYSTEMS` names `person-check`. */
export function createPersonCheckPart(
  needs: Pick<Ground, 'db' | 'clock' | 'newId' | 'config'> & {
    systems: Systems
    ask: AskSystem
    identity: Identity
    ledger: Pick<Ledger, 'append'>
  },
): Part & { personChecks: PersonChecks; inSession?: ReturnType<typeof checksInSession> } {
  const { config, identity, ledger } = needs
  const personChecks = createPersonChecks({
    ...needs,
    publicUrl: config.publicUrl,
    parties: identity.parties,
    recordAudit: identity.audit.record,
    appendLeaf: (tx, realm, leaf) => ledger.append(tx, realm, [leaf]),
  })
  const recoveries = createRecoveries({
    ...{ ...needs, ...identity, checks: personChecks, recordAudit: identity.audit.record },
    appendLeaf: (tx, realm, leaf) => ledger.append(tx, realm, [leaf]),
  })
  const secureCookies = config.profile === 'production'
  return {
    personChecks,
    ...(personChecks.isOn ? { inSession: checksInSession(personChecks, identity.sessions) } : {}),
    routes: [
      recoveryRoutes(recoveries, { realm: config.realm, secureCookies }),
      personCheckRoutes(personChecks, { realm: config.realm, sessions: identity.sessions, secureCookies }),
    ],
  }
}
