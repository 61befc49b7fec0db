import type { Clock } from '#ground/clock.ts'
import type { Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Artefact } from '#support/packs/contract.ts'
import type { ItemVersion } from './contract.ts'
import { diffItems } from './diff.ts'
import type { Item } from './item.ts'
import type { Proof } from './proofs/proof.ts'
import type { Publisher } from './publishing.ts'
import { newRow, refuseErrors, refuseTakenCode } from './service.ts'
import { insertItems, lockPackItem, selectVersion } from './store.ts'

export type PackItems = {
  /**
   * Publishes an item that a pack declares, in the transaction that installs the pack. The same content again changes
   * nothing, so that every start may do it.
   */
  install: (tx: Tx, given: { realm: string; divisionCode: string; artefact: Artefact<Item> }) => Promise<ItemVersion>
}

/** Each proof the item demands, as if listed: the check that knows the pack's own lists has let it pass. */
const proofsNamed = ({ materials }: Item): Proof[] =>
  materials.map(({ key, proof = key, name }) => ({ key: proof, name, issuer: '', usedFor: '', basis: { law: '' } }))

export function createPackItems(needs: { clock: Clock; newId: NewId; publisher: Publisher }): PackItems {
  const { clock, newId, publisher } = needs
  return {
    async install(tx, { realm, divisionCode, artefact }) {
      const { key, content, pack, validFrom } = artefact
      const item: Item = { ...content, source: { system: 'pack', reference: `${pack}/${key}`, repairs: [] } }
      // The lists of proofs of the pack itself and of those it requires judged it when it was read.
      refuseErrors(item, proofsNamed(item))
      const row = (await lockPackItem(tx, realm, key)) ?? (await add(tx, item))
      const newest = row.latest_version > 0 ? await selectVersion(tx, realm, row.id, row.latest_version) : undefined
      if (newest && diffItems(newest.document, item).length === 0)
        return { itemId: row.id, version: newest.version, effectiveOn: newest.effective_on, item: newest.document }
      await refuseTakenCode(tx, realm, item, row.id)
      // A pack may be installed after its first day: what is published begins no earlier than today.
      const today = cityDate(clock())
      const effectiveOn = newest && validFrom < today ? today : validFrom
      return publisher.publish(tx, row, item, { effectiveOn, by: pack, curated: true })

      async function add(into: Tx, first: Item) {
        const given = { realm, id: newId(), item: first, origin: 'pack' as const, divisionCode, now: clock() }
        const fresh = { ...newRow(given), pack_key: key }
        await insertItems(into, [fresh])
        return fresh
      }
    },
  }
}
