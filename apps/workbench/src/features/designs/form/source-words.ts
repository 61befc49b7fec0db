import type { DesignLine } from '@zhengtong/platform/support/designs/contract.ts'
import type { SchemaNode, Source } from '@zhengtong/platform/support/forms/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import type { words } from './words.ts'

export type SourceKind = 'none' | 'applicant' | 'account' | 'register' | 'credential' | 'other'

/** The one source of a field, where it is of those that are chosen from lists. */
export function sourceOf(node: SchemaNode): Source | undefined {
  const from = node['x-from']
  return Array.isArray(from) ? (from.length === 1 ? from[0] : undefined) : from
}

export function sourceKindOf(node: SchemaNode): SourceKind {
  if (node['x-from'] === undefined) return 'none'
  const source = sourceOf(node)
  if (!source) return 'other'
  if ('register' in source) return 'field' in source ? 'register' : 'other'
  if ('credential' in source) return 'credential'
  if ('applicant' in source) return 'applicant'
  return 'account' in source ? 'account' : 'other'
}

/** Where a value comes from, as the chip beside it says. */
export function sourceSaid(
  node: SchemaNode,
  held: { registers: readonly Register[]; credentials: readonly DesignLine[] },
  w: typeof words.zh,
): string {
  const first = [node['x-from'] ?? []].flat()[0]
  if (!first) return ''
  if ('register' in first)
    return held.registers.find(({ key }) => key === first.register)?.sourceLabel ?? first.register
  if ('credential' in first)
    return held.credentials.find(({ key }) => key === first.credential)?.title ?? first.credential
  if ('applicant' in first) return w.sources.applicant
  return 'account' in first ? w.sources.account : w.sources.other
}
