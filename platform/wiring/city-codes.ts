import { Refusal } from '#kernel/errors.ts'
import * as cityCodes from '#support/city-codes/index.ts'
import type { CreditService } from '#support/credit/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Part } from './part.ts'
import type { createPeople } from './people.ts'

export const cityCodesModules = [cityCodes.cityCodesModule]

/** City codes, wired: whose they are, their licences and credit, and the read log that a scan leaves a line in. */
export function createCityCodesPart({
  identity,
  people,
  credit,
  registers,
  config,
  ...needs
}: Pick<cityCodes.CityCodeNeeds, 'db' | 'clock' | 'newId' | 'credentials' | 'ledger'> & {
  config: { publicUrl: string }
  credit: CreditService
  identity: Identity
  people: ReturnType<typeof createPeople>
  registers: Registers
}): Part {
  const numberOf = async (realm: string, partyId: string) => (await people.numberOf(realm, partyId)) ?? ''
  const codeNeeds: cityCodes.CityCodeNeeds = {
    ...needs,
    publicUrl: config.publicUrl,
    partiesOf: people.partiesFor('show'),
    async party(realm, id) {
      const { kind, name } = await identity.parties.getParty(realm, id)
      return { kind, name, number: await numberOf(realm, id) }
    },
    async creditOf(realm, uscc) {
      const file = await credit.files.publicFile(realm, uscc).catch((error: unknown) => {
        // Nothing was ever collected about this firm.
        if (error instanceof Refusal && error.code === 'credit.missing') return undefined
        throw error
      })
      const count = (colour: 'red' | 'black') => file?.lists.filter((each) => each.colour === colour).length ?? 0
      return { red: count('red'), black: count('black') }
    },
    async logRead(actor, { partyId, what, purpose }) {
      const subject = await numberOf(actor.realm, partyId)
      const basis = '本人出示城市码'
      await registers.noteRead(actor, { subject, what, fields: ['姓名', '证件号码（脱敏）'], purpose, basis })
    },
  }
  const codes = cityCodes.createCityCodes(codeNeeds)
  return {
    routes: [cityCodes.cityCodeRoutes(codes, cityCodes.createCards(codeNeeds))],
    chores: [{ every: 3_600_000, failure: 'old city codes were not swept', run: () => codes.sweep() }],
  }
}
