import { Refusal } from '#kernel/errors.ts'
import { type CompiledForm, eachField, valueAt } from '#support/forms/contract.ts'
import type { Item } from '../items/contract.ts'
import type { ApplicantFacts } from './needs.ts'

/** The answers with some set and, by null, some taken out. Refuses fields that the form does not have. */
export function changed(
  compiled: CompiledForm,
  answers: Record<string, unknown>,
  change: Record<string, unknown>,
): Record<string, unknown> {
  const fields = new Set(compiled.root.children.map(({ pointer }) => pointer.slice(1)))
  const strange = Object.keys(change).filter((name) => !fields.has(name))
  if (strange.length > 0) throw unknownFields(strange)
  const merged = Object.entries({ ...answers, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged)
}

/** Of the keys given, those of materials that are only read and agreed to. */
export function confirmable(item: Item, keys: string[]): string[] {
  return keys.filter((key) => item.materials.some((each) => each.key === key && each.submission === 'confirm'))
}

/** The place the application is about: the first division its form asks for. */
export function divisionIn(compiled: CompiledForm, answers: Record<string, unknown>): string | undefined {
  for (const field of eachField(compiled.root)) {
    if (field.node.format !== 'cn-division' || field.pointer.includes('/*')) continue
    const value = valueAt(answers, field.pointer)
    if (typeof value === 'string') return value.padEnd(12, '0')
  }
  return undefined
}

/** Why registers are asked, as the read log keeps it: the item, and the first law it rests on. */
export function reasonOf(item: Item): { purpose: string; basis: string } {
  const basis = item.basis[0]
  return { purpose: `申请“${item.name}”`, basis: basis ? `${basis.law}${basis.article ?? ''}` : '申请人本人申请' }
}

/** 服务对象: what is for firms only is not for persons, and the other way round. */
export function refuseWrongAudience(item: Item, party: ApplicantFacts): void {
  if (item.audiences.length === 0) return
  const isForPersons = item.audiences.includes('natural-person')
  const isForBodies = item.audiences.some((audience) => audience !== 'natural-person')
  if (party.kind === 'natural' ? !isForPersons : !isForBodies)
    throw new Refusal('invalid', 'applications.not-for-you', `Not for ${party.kind} persons`)
}

export function unknownFields(names: string[]): Refusal {
  return new Refusal('invalid', 'applications.unknown-field', 'The form has no such field', {
    faults: names.map((name) => ({
      pointer: name.startsWith('/') ? name : `/answers/${name}`,
      rule: 'unknown',
      detail: '表单里没有这一项',
    })),
  })
}
