import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Material, MaterialFile } from '../case.ts'
import type { MaterialView } from '../contract.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import type { CaseVerbs } from '../service.ts'
import { dueOn, lapse, outstanding, received, reminded } from './owed.ts'

/** 容缺后补: handing in what was promised, being reminded of it, and what happens when it does not come. */
export function createOwed(needs: CaseNeeds, { amend }: Pick<CaseVerbs, 'amend'>) {
  /** The applicant brings a material that was to follow; late is better than never while the case is open. */
  async function handIn(actor: Actor, caseId: string, key: string, file: MaterialFile): Promise<MaterialView> {
    let view: MaterialView | undefined
    await amend(actor, caseId, async (draft, now) => {
      const { terms, closedAt } = draft.current
      const owed = outstanding(terms).find((each) => each.key === key)
      if (!terms || !owed || closedAt)
        throw new Refusal('conflict', 'cases.not-asked', 'This material is not asked for now')
      const material: Material = {
        ...file,
        id: needs.newId(),
        key,
        name: owed.name,
        version: draft.materials.filter((each) => each.key === key).length + 1,
        at: now,
      }
      draft.materials.push(material)
      draft.newMaterials.push(material)
      draft.current = { ...draft.current, terms: received(terms, key, now) }
      const { hash, at: _at, ...shown } = material
      view = { ...shown, at: now.toISOString(), current: true }
      const data = { material: owed.name }
      return {
        step: {
          verb: 'hand-in',
          name: `补交“${owed.name}”`,
          nameEn: `Handed in: ${owed.nameEn ?? owed.name}`,
          data,
          input: { key, hash },
        },
      }
    })
    return view!
  }

  /** Looks at what is owed today: reminds two working days before, and lets what did not come lapse. Twice is as good as once. */
  async function look(realm: string, caseId: string): Promise<void> {
    const actor = systemActor(realm)
    await amend(actor, caseId, async (draft, now) => {
      const { terms, closedAt, decidedAt } = draft.current
      if (!terms || closedAt || decidedAt) return undefined
      const today = cityDate(now)
      const { lapsed, remind } = dueOn(terms, today, daysOf(needs, draft.current))
      if (lapsed.length > 0) {
        draft.current = { ...draft.current, terms: lapse(terms, lapsed) }
        const names = lapsed.map(({ name }) => `“${name}”`).join('')
        const ends = lapsed.some(({ onLapse }) => onLapse === 'withdraw')
        if (ends) draft.current = { ...draft.current, outcome: 'withdrawn' }
        const said = ends
          ? { verb: 'lapse', name: '逾期没有补交，按承诺撤回申请', nameEn: 'Not handed in: withdrawn as promised' }
          : { verb: 'lapse', name: '逾期没有补交材料', nameEn: 'The material was not handed in by its day' }
        const step = { ...said, reason: `${names}到期没有补交`, data: { materials: lapsed.map(({ name }) => name) } }
        return {
          step: { ...step, input: { lapsed: lapsed.map(({ key }) => key) } },
          ...(ends ? { signal: { kind: 'cancel' } } : {}),
        }
      }
      if (remind.length === 0) return undefined
      draft.current = { ...draft.current, terms: reminded(terms, remind, today) }
      const materials = remind.map(({ name, due }) => ({ name, due }))
      return {
        step: {
          verb: 'remind',
          name: '提醒补交材料',
          nameEn: 'Reminded of what is still to come',
          data: { materials },
          input: { today },
        },
      }
    })
  }

  return { handIn, look }
}

export type OwedService = ReturnType<typeof createOwed>
