import type { Limit } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { Checkbox, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import type { FieldOwn } from '../../../parts/field.tsx'
import { DepartmentSelect } from './department-select.tsx'
import { DesignSelect } from './design-select.tsx'
import { useEditor } from './editor-context.ts'
import { options } from './options.ts'
import { readAt } from './place.ts'
import type { FieldSpec } from './spec.ts'

/** The control alone, for cells of a list, which have their labels in the head. */
export function Control({
  spec,
  at,
  own,
  label,
}: {
  spec: FieldSpec
  at: string
  own: Partial<FieldOwn>
  label?: string
}): ReactNode {
  const { item, set } = useEditor()
  const { language } = useLanguage()
  const value = readAt(item, at)
  const named = { ...own, ...(label ? { 'aria-label': label } : {}) }
  switch (spec.kind) {
    case 'text':
      return <Input {...named} value={asText(value)} onChange={({ target }) => set(at, target.value || undefined)} />
    case 'area':
      return (
        <Input.TextArea
          {...named}
          autoSize={{ minRows: label ? 1 : 2, maxRows: 12 }}
          value={asText(value)}
          onChange={({ target }) => set(at, target.value || undefined)}
        />
      )
    case 'texts':
      return (
        <Input.TextArea
          {...named}
          autoSize={{ minRows: 1, maxRows: 10 }}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={({ target }) => set(at, target.value ? target.value.split('\n') : [])}
          onBlur={() => set(at, (Array.isArray(value) ? value : []).map((line) => String(line).trim()).filter(Boolean))}
        />
      )
    case 'number':
      return (
        <InputNumber
          {...named}
          style={{ width: '100%' }}
          value={value as number}
          onChange={(next) => set(at, next ?? undefined)}
        />
      )
    case 'money':
      return (
        <InputNumber
          {...named}
          style={{ width: '100%' }}
          min={0}
          precision={2}
          value={typeof value === 'number' ? value / 100 : undefined}
          onChange={(yuan) => set(at, typeof yuan === 'number' ? Math.round(yuan * 100) : undefined)}
        />
      )
    case 'flag':
      return (
        <Select
          {...named}
          allowClear
          style={{ width: '100%' }}
          value={typeof value === 'boolean' ? String(value) : undefined}
          options={options.yesNo.map((each) => ({ value: each.value, label: each.label[language] }))}
          onChange={(next?: string) => set(at, next === undefined ? undefined : next === 'true')}
        />
      )
    case 'choice':
      return (
        <Select
          {...named}
          allowClear={!spec.required}
          style={{ width: '100%' }}
          value={value as string | undefined}
          options={spec.options.map((each) => ({ value: each.value, label: each.label[language] }))}
          onChange={(next?: string) => set(at, next)}
        />
      )
    case 'choices':
      return (
        <Checkbox.Group
          {...(named.id ? { name: named.id } : {})}
          value={(value as string[]) ?? []}
          options={spec.options.map((each) => ({ value: each.value, label: each.label[language] }))}
          onChange={(next) => set(at, next)}
        />
      )
    case 'design':
      return (
        <DesignSelect of={spec.of} own={named} value={value as string | undefined} onChange={(next) => set(at, next)} />
      )
    case 'department':
      return <DepartmentSelect own={named} value={value as string | undefined} onChange={(next) => set(at, next)} />
    case 'limit':
      return <LimitControl own={named} value={value as Limit | undefined} onChange={(next) => set(at, next)} />
    case 'rows':
    case 'part':
      return null
  }
}

function LimitControl({
  own,
  value,
  onChange,
}: {
  own: Partial<FieldOwn>
  value: Limit | undefined
  onChange: (next: Limit | undefined) => void
}) {
  const { language } = useLanguage()
  const unit = value?.unit ?? 'working'
  return (
    <div className="line-row">
      <InputNumber
        {...own}
        min={0}
        max={3660}
        precision={0}
        value={value?.days}
        disabled={unit === 'instant'}
        onChange={(days) => onChange(typeof days === 'number' ? { ...value, unit, days } : undefined)}
        style={{ width: 96 }}
      />
      <Select
        aria-label={language === 'zh' ? '单位' : 'Unit'}
        value={unit}
        style={{ width: 136 }}
        options={options.unit.map((each) => ({ value: each.value, label: each.label[language] }))}
        onChange={(next: Limit['unit']) =>
          onChange({ ...value, unit: next, days: next === 'instant' ? 0 : (value?.days ?? 1) })
        }
      />
    </div>
  )
}

const asText = (value: unknown) => (value === undefined || value === null ? '' : String(value))
