import type { Fault } from '#kernel/errors.ts'
import type { Fact, Gap } from '#support/forms/contract.ts'
import { type Item, isMaterialNeeded, type Material, type PartTerms, type Situations } from '../items/contract.ts'
import type { MaterialNeed } from './contract.ts'
import type { Carried } from './renewal.ts'

export type DraftContent = {
  answers: Record<string, unknown>
  facts: Fact[]
  gaps: Gap[]
  disputes: { pointer: string; claim: string }[]
  confirmed: string[]
  /** Options chosen for the item's questions (情形引导). */
  situations: Situations
  /** Materials the applicant signed to bring later (容缺). */
  follow: { key: string; at: string }[]
  /** Promises signed in place of proofs (告知承诺), each with the version and digest of the text that was read. */
  promises: { key: string; version: number; digest: string; at: string }[]
  /** The licence this application renews (延续). */
  renews?: Carried['renews']
}

export type DraftMaterial = {
  id: string
  key: string
  name: string
  hash: string
  fileName: string
  mediaType: string
  size: number
  at: Date
  /** Reused from an earlier case, with the trust it had there. */
  from?: MaterialOrigin
}

export type MaterialOrigin = { caseNo: string; at: string; trust: 'A' | 'B' | 'C' | 'D' }

/** An application being filled in. */
export type Draft = {
  realm: string
  id: string
  accountId: string
  partyId: string
  partyName: string
  item: { id: string; version: number; name: string }
  form: { key: string; version: number }
  content: DraftContent
  version: number
  updatedAt: Date
}

const freshForMs = 60_000

/** Whether what registers said can be used without asking them again: all of it is there and none is older than a minute. */
export function stillFresh({ facts, gaps }: DraftContent, now: Date): boolean {
  const fetched = facts.flatMap(({ fetchedAt }) => fetchedAt || [])
  return gaps.length === 0 && fetched.length > 0 && fetched.every((at) => now.getTime() - Date.parse(at) < freshForMs)
}

/** Judges the FEEL conditions of items over answers and situations. */
export type IsNeeded = (condition: string, scope: Record<string, unknown>) => boolean

/** How each material of the item is met so far. 免提交 materials never ask anything of the person (716号令第7条). */
export function materialNeeds(
  item: Item,
  content: DraftContent,
  files: DraftMaterial[],
  isNeeded: IsNeeded,
): MaterialNeed[] {
  return item.materials.map((material) => {
    const needed = isMaterialNeeded(item, material, content, isNeeded)
    const promise = item.promises?.find((each) => each.materials.includes(material.key))
    const fetched = material.submission === 'shared' ? fetchedFor(material, content) : undefined
    const file = files.find((each) => each.key === material.key)
    return {
      key: material.key,
      name: material.name,
      submission: material.submission,
      required: needed && (material.necessity !== 'may-follow' || material.follow !== undefined),
      state: needed ? stateOf(material, content, file, promise) : 'not-needed',
      ...(material.nameEn ? { nameEn: material.nameEn } : {}),
      ...(material.help ? { help: material.help } : {}),
      ...(material.helpEn ? { helpEn: material.helpEn } : {}),
      ...(material.source?.label ? { sourceLabel: material.source.label } : {}),
      ...(material.follow ? { follow: material.follow } : {}),
      ...(promise ? { promise: promise.key } : {}),
      ...(fetched ? { fetched } : {}),
      ...(file ? { file: presentFile(file) } : {}),
    }
  })
}

function stateOf(
  material: Material,
  content: DraftContent,
  file: DraftMaterial | undefined,
  promise: NonNullable<Item['promises']>[number] | undefined,
): MaterialNeed['state'] {
  switch (material.submission) {
    case 'shared':
    case 'generated':
      return 'here'
    case 'confirm':
      return content.confirmed.includes(material.key) ? 'here' : 'missing'
    case 'upload':
      if (file) return 'here'
      if (promise && content.promises.some(({ key, version }) => key === promise.key && version === promise.version))
        return 'promised'
      return material.follow && content.follow.some(({ key }) => key === material.key) ? 'follows' : 'missing'
  }
}

function wordsFor(need: MaterialNeed): string {
  if (need.submission === 'confirm') return `请阅读并确认“${need.name}”`
  const instead = [need.promise ? '签告知承诺' : '', need.follow ? '承诺以后补交' : ''].filter(Boolean)
  return [`请上传“${need.name}”`, ...instead].join('，或者')
}

/** What came of asking the register or credential behind a material that nobody hands in (免提交). */
function fetchedFor(material: Material, { facts, gaps }: DraftContent): MaterialNeed['fetched'] {
  const { register, credential } = material.source ?? {}
  const isFrom = ({ source }: { source: string }) =>
    (register !== undefined && source.startsWith(`register/${register}/`)) ||
    (credential !== undefined && source.startsWith(`credential/${credential}/`))
  const fact = facts.find(isFrom)
  if (fact) return { status: 'found', sourceLabel: fact.sourceLabel, at: fact.fetchedAt }
  const gap = gaps.find(isFrom)
  return gap ? { status: gap.status, sourceLabel: gap.sourceLabel } : { status: 'unasked' }
}

export function presentFile(file: DraftMaterial): NonNullable<MaterialNeed['file']> {
  const { hash: _, at, from, ...view } = file
  const known = from ? { from: { caseNo: from.caseNo, at: from.at } } : {}
  return { ...view, version: 1, trust: from?.trust ?? 'C', at: at.toISOString(), current: true, ...known }
}

/** A fault for each material that still stands in the way. */
export function materialFaults(needs: MaterialNeed[]): Fault[] {
  return needs
    .filter((need) => need.required && need.state === 'missing')
    .map((need) => ({
      pointer: `/materials/${need.key}`,
      rule: 'required',
      detail: wordsFor(need),
    }))
}

/** The parts that belong to the matter by what the applicant answered. */
export function partsChosen(
  item: Item,
  content: Pick<DraftContent, 'answers' | 'situations'>,
  isNeeded: IsNeeded,
): PartTerms[] {
  const scope = { ...content.answers, situations: content.situations }
  return (item.matter?.parts ?? []).filter(({ when }) => when === undefined || isNeeded(when, scope))
}
