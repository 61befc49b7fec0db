import type { ControlProps, FieldType } from '../field-type.ts'
import { useForm } from '../form-context.ts'
import { isRecord } from '../is-record.ts'

/** Several fields that belong together under one name. */
export const group: FieldType = { frame: 'legend', Control: Group, say: () => '' }

function Group({ view, pointer, value, onChange }: ControlProps) {
  const { renderField } = useForm()
  const held = isRecord(value) ? value : {}
  return view.fields?.map((field) =>
    renderField({
      view: field,
      pointer: `${pointer}/${field.key}`,
      value: held[field.key],
      nested: true,
      onChange: (inner) => {
        const { [field.key]: _, ...others } = held
        onChange(inner === undefined ? others : { ...others, [field.key]: inner })
      },
    }),
  )
}
