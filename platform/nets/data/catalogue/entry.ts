import type { Fault } from '#kernel/errors.ts'
import type { EntryContent, EntryState, EntryVerb } from './contract.ts'

/** 数据集的级别取其数据项的最高级 (GB/T 43697-2024); 0 when it has none yet. */
export const gradeOf = ({ items }: Pick<EntryContent, 'items'>): number =>
  items.reduce((highest, { grade }) => Math.max(highest, grade), 0)

/** `类项目细目/顺序码`, e.g. `307019000/000214`. */
export const codeOf = (classification: string, sequence: number): string =>
  `${classification}/${String(sequence).padStart(6, '0')}`

/** What search looks through: in small letters, so that letters of the query may be of either case. */
export const searchOf = ({ name, nameEn, abstract, keywords, items }: EntryContent): string =>
  [name, nameEn ?? '', abstract, ...keywords, ...items.flatMap((item) => [item.name, item.key])]
    .join('\n')
    .toLowerCase()

/** What keeps an entry from being submitted: the rules of the guide and the 政务数据共享条例 that a shape cannot say. */
export function faultsOf(content: EntryContent): Fault[] {
  const faults: Fault[] = []
  const { items, sharing, opening } = content
  const add = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  if (content.abstract.trim().length < 10) add('/abstract', 'too-short', '摘要至少写10个字，说清楚存了什么、范围和时间')
  if (items.length === 0) add('/items', 'none', '至少登记一个信息项')
  for (const [at, { key }] of items.entries())
    if (items.findIndex((each) => each.key === key) < at) add(`/items/${at}/key`, 'twice', `信息项“${key}”重复`)
  for (const [at, { pi, grade, name }] of items.entries())
    if (pi === 'sensitive' && grade < 3) add(`/items/${at}/grade`, 'too-low', `“${name}”是敏感个人信息，至少定为3级`)
  if (sharing.type === 'conditional' && !sharing.condition)
    add('/sharing/condition', 'needed', '有条件共享须写明共享范围和用途（政务数据共享条例第十五条）')
  if (sharing.type === 'refused' && !sharing.basis)
    add(
      '/sharing/basis',
      'needed',
      '不予共享须列明明确禁止共享的法律、行政法规或国务院决定（政务数据共享条例第十四条）',
    )
  if (sharing.type !== 'refused' && sharing.basis) add('/sharing/basis', 'not-here', '只有不予共享才列禁止共享的依据')
  if (opening.type === 'conditional' && !opening.condition)
    add('/opening/condition', 'needed', '有条件开放须写明开放条件')
  if (sharing.type === 'refused' && opening.type !== 'closed')
    add('/opening/type', 'wider-than-sharing', '不予共享的数据不能向社会开放')
  const held = items.find(({ grade, pi }) => grade > 1 || pi !== 'none')
  if (opening.type === 'unconditional' && held)
    add('/opening/type', 'not-public', `“${held.name}”不是公开级，或者含个人信息，不能无条件开放`)
  return faults
}

/** Who somebody is to an entry. */
export type Standing = { officer: boolean; manager: boolean; submittedIt: boolean }

/** What may be done with an entry in a state, by those who work on it and those who review. */
export function verbsIn(
  entry: { state: EntryState; live: boolean; mounted: boolean },
  { officer, manager, submittedIt }: Standing,
): EntryVerb[] {
  const verbs: EntryVerb[] = []
  if (officer && (entry.state === 'draft' || entry.state === 'returned')) verbs.push('edit', 'submit')
  if (officer && (entry.state === 'published' || entry.state === 'withdrawn')) verbs.push('revise')
  if (manager && entry.state === 'submitted' && !submittedIt) verbs.push('return', 'publish')
  if (manager && entry.live && entry.state !== 'submitted') verbs.push('withdraw')
  if ((officer || manager) && entry.mounted) verbs.push('test-mount')
  return verbs
}
