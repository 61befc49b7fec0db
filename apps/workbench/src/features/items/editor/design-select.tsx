import type { DesignKind } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import type { FieldOwn } from '../../../parts/field.tsx'
import { useDesigns } from '../../designs/use-designs.ts'
import { editorWords } from './words.ts'

/** A form, flow, rule or licence type chosen by its name. What is not published any more is shown by its key. */
export function DesignSelect(props: {
  of: DesignKind
  own: Partial<FieldOwn>
  value: string | undefined
  onChange: (key: string | undefined) => void
}) {
  const { of, own, value, onChange } = props
  const e = useWords(editorWords)
  const designs = useDesigns(of)
  const published = designs.data?.items.filter(({ versions }) => versions > 0) ?? []
  const options = published.map(({ key, title }) => ({ value: key, label: title, title: key }))
  return (
    <Select
      {...own}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ filterOption: (typed, option) => `${option?.label} ${option?.value}`.includes(typed) }}
      placeholder={e.choose}
      loading={designs.isPending}
      value={value}
      options={
        value === undefined || published.some(({ key }) => key === value)
          ? options
          : [...options, { value, label: value }]
      }
      onChange={(next?: string) => onChange(next)}
    />
  )
}
