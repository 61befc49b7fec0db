import { Input } from 'antd'
import { Field } from '../../../parts/field.tsx'

/** A text of the form, taken over letter by letter, so that the preview follows. */
export function TextRow(props: {
  label: string
  help?: string
  value: string | undefined
  onPut: (value: string) => void
}) {
  const { label, help, value = '', onPut } = props
  return (
    <Field label={label} help={help}>
      {(own) => (
        <Input.TextArea
          {...own}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={2000}
          value={value}
          onChange={({ target }) => onPut(target.value)}
        />
      )}
    </Field>
  )
}
