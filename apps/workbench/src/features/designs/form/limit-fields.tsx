import type { SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { InputNumber } from 'antd'
import { Field } from '../../../parts/field.tsx'
import { kindOf } from './field-kinds.ts'
import { TextRow } from './text-row.tsx'
import { words } from './words.ts'

type Limit = 'maxLength' | 'minimum' | 'maximum' | 'maxItems'

/** How long, how much and how many an answer may be, as far as its kind has such bounds; and the unit of numbers. */
export function LimitFields(props: {
  node: SchemaNode
  onChange: (change: (node: SchemaNode) => SchemaNode, step: string) => void
}) {
  const { node, onChange } = props
  const w = useWords(words)
  const kind = kindOf(node)
  const isNumber = kind === 'integer' || kind === 'number'
  const limit = (key: Limit, label: string, least?: number) => (
    <Field label={label}>
      {(own) => (
        <InputNumber
          {...own}
          style={{ width: '100%' }}
          {...(least === undefined ? {} : { min: least, precision: 0 })}
          value={node[key] ?? null}
          onChange={(next) => onChange(({ [key]: _, ...old }) => (next === null ? old : { ...old, [key]: next }), key)}
        />
      )}
    </Field>
  )
  const unit = (key: 'unit' | 'unitEn', label: string) => (
    <TextRow
      label={label}
      value={node['x-ui']?.[key]}
      onPut={(value) => onChange((old) => ({ ...old, 'x-ui': { ...old['x-ui'], [key]: value || undefined } }), key)}
    />
  )
  if (kind === 'text' || kind === 'long') return limit('maxLength', w.longest, 1)
  if (kind === 'list') return limit('maxItems', w.mostRows, 1)
  if (!isNumber) return null
  return (
    <>
      {limit('minimum', w.least)}
      {limit('maximum', w.most)}
      {unit('unit', w.unit)}
      {unit('unitEn', w.unitEn)}
    </>
  )
}
