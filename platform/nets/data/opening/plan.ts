import type { Fault } from '#kernel/errors.ts'
import type { Register } from '#support/registers/contract.ts'
import type { ReleasePlan } from './contract.ts'
import { fits, keepsValue } from './treatment.ts'

/** What keeps a plan from being checked at all: the rules that a shape cannot say. */
export function faultsOf(plan: ReleasePlan, register: Pick<Register, 'fields' | 'key'>): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  const known = new Map(register.fields.map((field) => [field.key, field]))
  const released = new Set(plan.fields.map(({ key }) => key))
  for (const [at, { key, treatment }] of plan.fields.entries()) {
    const field = known.get(key)
    const pointer = `/plan/fields/${at}`
    if (!field) {
      add(`${pointer}/key`, 'unknown', `库里没有“${key}”这个字段`)
      continue
    }
    if (plan.fields.findIndex((each) => each.key === key) < at) add(`${pointer}/key`, 'twice', `“${field.name}”重复`)
    if (!fits(treatment, field.type)) add(`${pointer}/treatment`, 'unfit', `“${field.name}”不能这样脱敏`)
    const held = field.pi !== 'none' || field.grade > 1
    if (held && keepsValue(treatment))
      add(`${pointer}/treatment`, 'not-public', `“${field.name}”不是公开级或者含个人信息，须脱敏后开放`)
    // As the register masks it when nothing is declared (registers, `maskOf`): the rest would leave as it is.
    const masked = field.mask ? field.mask !== 'none' : field.pi === 'sensitive' || field.grade >= 3
    if ((field.pi === 'sensitive' || field.grade >= 3) && treatment.how !== 'mask' && treatment.how !== 'year')
      add(`${pointer}/treatment`, 'too-fine', `“${field.name}”是敏感字段，只能掩码或者只留年份`)
    if (treatment.how === 'mask' && !masked)
      add(`${pointer}/treatment`, 'no-mask', `“${field.name}”没有登记掩码，请改用别的方式`)
    if (field.pi !== 'none' && plan.quasi.length === 0)
      add('/plan/quasi', 'needed', '含有脱敏后的个人信息，须指明准标识符')
  }
  for (const list of ['quasi', 'sensitive'] as const)
    for (const [at, key] of plan[list].entries())
      if (!released.has(key)) add(`/plan/${list}/${at}`, 'not-released', `“${key}”不在开放的字段里`)
  const both = plan.sensitive.find((key) => plan.quasi.includes(key))
  if (both) add('/plan/sensitive', 'both', `“${both}”不能既是准标识符又是敏感属性`)
  for (const key of plan.place ? [plan.place.longitude, plan.place.latitude] : [])
    if (!released.has(key) || !['number', 'integer'].includes(known.get(key)?.type ?? ''))
      add('/plan/place', 'no-number', '经纬度须是开放字段里的数字')
  return faults.filter(
    (each, at) => faults.findIndex(({ pointer, rule }) => pointer === each.pointer && rule === each.rule) === at,
  )
}
