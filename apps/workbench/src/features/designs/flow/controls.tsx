import { Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../../parts/field.tsx'

/** A text that is written to the drawing when the person leaves it: each change of the drawing is one step to undo. */
export function TextProperty(props: {
  label: string
  help?: string
  value: string
  long?: boolean
  onPut: (value: string) => void
}) {
  const { label, help, value, long, onPut } = props
  const [typed, setTyped] = useState<string>()
  const leave = () => {
    if (typed !== undefined && typed !== value) onPut(typed.trim())
    setTyped(undefined)
  }
  return (
    <Field label={label} help={help}>
      {(own) =>
        long ? (
          <Input.TextArea
            {...own}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={typed ?? value}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={leave}
          />
        ) : (
          <Input
            {...own}
            value={typed ?? value}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={leave}
            onPressEnter={leave}
          />
        )
      }
    </Field>
  )
}

type Option = { value: string; label: string }

/** One of a few. What the drawing holds and the list does not is shown as it is. */
export function ChoiceProperty(props: {
  label: string
  value: string
  options: Option[]
  onPut: (value: string) => void
}) {
  const { label, value, options, onPut } = props
  return (
    <Field label={label}>
      {(own) => (
        <Select
          {...own}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          value={value}
          options={
            options.some((each) => each.value === value) || !value ? options : [...options, { value, label: value }]
          }
          onChange={onPut}
        />
      )}
    </Field>
  )
}

/** Some of a few, kept in the drawing as words with spaces between. */
export function ChoicesProperty(props: {
  label: string
  value: string
  options: Option[]
  onPut: (value: string) => void
}) {
  const { label, value, options, onPut } = props
  return (
    <Field label={label}>
      {(own) => (
        <Select
          {...own}
          style={{ width: '100%' }}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={value.split(' ').filter(Boolean)}
          options={options}
          onChange={(chosen) => onPut(chosen.join(' '))}
        />
      )}
    </Field>
  )
}
