import type { Actor } from '#kernel/actor.ts'
import type { Guide, ItemOrigin, ItemState } from './contract.ts'
import type { Item } from './item.ts'
import { verbsFor } from './policy.ts'

type Published = {
  id: string
  state: ItemState
  origin: ItemOrigin
  divisionCode: string
  hasDraft: boolean
  version: number
  effectiveOn: string
  item: Item
}

/** The published item as its guide page shows it, for this reader. */
export function guideOf(actor: Actor, published: Published): Guide {
  const { id, version, effectiveOn, state, origin, item } = published
  const handledBy = (...ways: Item['materials'][number]['submission'][]) =>
    item.materials.filter(({ submission }) => ways.includes(submission))
  return {
    id,
    version,
    effectiveOn,
    state,
    origin,
    item,
    needs: { upload: handledBy('upload'), confirm: handledBy('confirm'), free: handledBy('shared', 'generated') },
    may: verbsFor(actor, { ...published, online: item.handling.online }),
  }
}
