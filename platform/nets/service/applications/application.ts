import type { Fault } from '#kernel/errors.ts'
import type { Fact, Gap } from '#support/forms/contract.ts'
import type { Item, Material } from '../items/contract.ts'
import type { MaterialNeed } from './contract.ts'

export type DraftContent = {
  answers: Record<string, unknown>
  facts: Fact[]
  gaps: Gap[]
  disputes: { pointer: string; claim: string }[]
  confirmed: string[]
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
}

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

/** Says whether a conditional material is needed, from its FEEL condition over the answers. */
export type IsNeeded = (condition: string, answers: Record<string, unknown>) => boolean

/** How each material of the item is met so far. 免提交 materials never ask anything of the person (716号令第7条). */
export function materialNeeds(
  item: Item,
  content: DraftContent,
  files: DraftMaterial[],
  isNeeded: IsNeeded,
): MaterialNeed[] {
  return item.materials.map((material) => {
    const needed = material.necessity !== 'conditional' || !material.when || isNeeded(material.when, content.answers)
    const file = files.find((each) => each.key === material.key)
    return {
      key: material.key,
      name: material.name,
      submission: material.submission,
      required: needed && material.necessity !== 'may-follow',
      state: needed ? stateOf(material, content, file) : 'not-needed',
      ...(material.nameEn ? { nameEn: material.nameEn } : {}),
      ...(material.help ? { help: material.help } : {}),
      ...(material.helpEn ? { helpEn: material.helpEn } : {}),
      ...(material.source?.label ? { sourceLabel: material.source.label } : {}),
      ...(file ? { file: presentFile(file) } : {}),
    }
  })
}

function stateOf(material: Material, content: DraftContent, file: DraftMaterial | undefined): MaterialNeed['state'] {
  switch (material.submission) {
    case 'shared':
    case 'generated':
      return 'here'
    case 'confirm':
      return content.confirmed.includes(material.key) ? 'here' : 'missing'
    case 'upload':
      return file ? 'here' : 'missing'
  }
}

export function presentFile(file: DraftMaterial): NonNullable<MaterialNeed['file']> {
  const { hash: _, at, ...view } = file
  return { ...view, version: 1, trust: 'C', at: at.toISOString(), current: true }
}

/** A fault for each material that still stands in the way. */
export function materialFaults(needs: MaterialNeed[]): Fault[] {
  return needs
    .filter((need) => need.required && need.state === 'missing')
    .map((need) => ({
      pointer: `/materials/${need.key}`,
      rule: 'required',
      detail: need.submission === 'confirm' ? `请阅读并确认“${need.name}”` : `请上传“${need.name}”`,
    }))
}
