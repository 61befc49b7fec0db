import { Select } from 'antd'

type Option = { value: string; label: string }

/** A filter with a few values; the first choice is no filter. */
export function Choice(props: {
  label: string
  any: string
  value: string | undefined
  options: Option[]
  onChange: (value: string | undefined) => void
  width?: number
}) {
  const { label, any, value = '', options, onChange, width = 152 } = props
  return (
    <Select
      aria-label={label}
      value={value}
      style={{ width }}
      prefix={<span className="soft">{label}</span>}
      options={[{ value: '', label: any }, ...options]}
      onChange={(next: string) => onChange(next || undefined)}
    />
  )
}
