import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import type { FieldOwn } from '../../../parts/field.tsx'
import { useDepartments } from '../../designs/use-departments.ts'
import { editorWords } from './words.ts'

/** The department whose officers handle the cases of an item, chosen by its name. */
export function DepartmentSelect(props: {
  own: Partial<FieldOwn>
  value: string | undefined
  onChange: (id: string | undefined) => void
}) {
  const { own, value, onChange } = props
  const e = useWords(editorWords)
  const options = useDepartments().map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      {...own}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={e.chooseDepartment}
      value={value}
      options={options}
      onChange={(next?: string) => onChange(next)}
    />
  )
}
