import { systemActor } from '#kernel/actor.ts'
import type { DisputeNeeds } from '#nets/service/disputes/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import { packItem } from './pack-item.ts'
import type { Territory } from './territory.ts'

/** The item under which source departments answer disputes; a pack declares it. */
const answeringItem = 'fact-dispute'

/** What disputes ask of items, registers, credentials and the tree of departments. */
export function forDisputes(needs: {
  items: Items
  packs: Packs
  registers: Registers
  credentials: CredentialService
  territory: () => Promise<Territory>
  numberOf: (realm: string, partyId: string) => Promise<string | undefined>
}): Pick<DisputeNeeds, 'answering' | 'officeOf' | 'last4'> {
  return {
    answering: (realm) => packItem(needs)(realm, answeringItem),
    async officeOf(realm, { kind, key, field }, partyId) {
      const tree = await needs.territory()
      const owner =
        kind === 'register'
          ? (await needs.registers.get(realm, key)).owner
          : await issuerOf(needs.credentials, realm, key, partyId)
      const department = owner === undefined ? undefined : (tree.find(owner) ?? tree.findByName(owner))
      if (!department) return undefined
      const name =
        kind === 'register'
          ? (await needs.registers.get(realm, key)).fields.find((each) => each.key === field)?.name
          : undefined
      const { id, name: departmentName, divisionCode } = department
      return { departmentId: id, departmentName, divisionCode, field: name ?? field }
    },
    last4: async (realm, partyId) => (await needs.numberOf(realm, partyId))?.slice(-4) ?? '',
  }
}

/** Who issued the newest credential of a kind that the party holds. */
async function issuerOf(credentials: CredentialService, realm: string, type: string, partyId: string) {
  return (await credentials.issuerOf(systemActor(realm), partyId, type))?.name
}
