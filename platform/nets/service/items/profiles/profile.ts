import type { Item, Material } from '../item.ts'
import type { Exemptions, ItemMeasure } from './contract.ts'

/** How many fields a form asks on its pages, and for how many it says where the value is already known. */
export type FormMeasure = { asked: number; known: number }

/** What an item costs the applicant: materials, visits, days. */
export function measureOf({ materials, handling, limits }: Item): ItemMeasure {
  const { promised } = limits
  return {
    materials: materials.length,
    uploads: materials.filter(({ submission }) => submission === 'upload').length,
    free: materials.filter(({ submission }) => submission === 'shared' || submission === 'generated').length,
    ...(handling.visits === undefined ? {} : { visits: handling.visits }),
    ...(promised ? { promised: { unit: promised.unit, days: promised.days } } : {}),
    instant: promised?.unit === 'instant' || handling.projectType === 'immediate',
  }
}

/** 一证通办: a person applies here with the identity document alone: nothing to upload, nowhere to come to. */
export function isIdOnly({ audiences, handling, materials }: Item): boolean {
  const forPersons = audiences.length === 0 || audiences.includes('natural-person')
  return (
    handling.online &&
    forPersons &&
    (handling.visits ?? 0) === 0 &&
    materials.every(({ submission }) => submission !== 'upload')
  )
}

/** A document that a government body makes: by its channel, by being shared, or by who issues it. */
const fromGovernment = ({ channel, submission, issuer }: Material): boolean =>
  channel === 'government' ||
  submission === 'shared' ||
  (issuer !== undefined && /(?:局|厅|委员会|机关|部门|政府|法院|检察院)$/.test(issuer))

/** Paper that must be signed or stamped by hand. */
const onPaper = ({ form, originals }: Material): boolean => form === 'paper' || (originals ?? 0) > 0

/**
 * 四免: government-issued material not submitted, known fields filled in, e-seal in place of seal, e-signature in place of
 * handwriting. Each part says how many of how many; a part with nothing to exempt is left out of the score.
 */
export function exemptionsOf(item: Item, form: FormMeasure | undefined): Exemptions {
  const government = item.materials.filter(fromGovernment)
  const signed = item.materials.filter((material) => !fromGovernment(material))
  const hasPaper = item.result.type !== undefined && item.result.type !== 'none'
  return {
    materials: { done: government.filter(({ submission }) => submission !== 'upload').length, of: government.length },
    fields: { done: form?.known ?? 0, of: form?.asked ?? 0 },
    seals: { done: hasPaper && item.result.credential !== undefined ? 1 : 0, of: hasPaper ? 1 : 0 },
    signatures: {
      done: item.handling.online ? signed.filter((material) => !onPaper(material)).length : 0,
      of: signed.length,
    },
  }
}

/** The mean of the parts that apply, of 100; none when nothing applies. */
export function scoreOf(exemptions: Exemptions): number | undefined {
  const shares = Object.values(exemptions).flatMap(({ done, of }) => (of === 0 ? [] : [done / of]))
  if (shares.length === 0) return undefined
  return Math.round((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length)
}

/** 两减一即 between two versions: fewer materials, fewer days in the same unit, decided at once. Below zero it grew. */
export function cutsBetween(
  before: ItemMeasure,
  after: ItemMeasure,
): { uploads: number; days?: number; becameInstant: boolean } {
  const days = cutOfDays(before, after)
  return {
    uploads: before.uploads - after.uploads,
    ...(days === undefined ? {} : { days }),
    becameInstant: after.instant && !before.instant,
  }
}

function cutOfDays({ promised: before }: ItemMeasure, { promised: after }: ItemMeasure): number | undefined {
  if (!before || !after) return undefined
  if (before.unit === after.unit || after.unit === 'instant') return before.days - after.days
  return undefined
}
