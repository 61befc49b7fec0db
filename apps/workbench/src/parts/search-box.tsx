import { Input, type InputRef } from 'antd'
import { Search } from 'lucide-react'
import { type Ref, useEffect, useState } from 'react'
import { Icon } from './icon.tsx'

/** A text filter that lives in the address; it is written there when typing pauses. */
export function SearchBox(props: {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  box?: Ref<InputRef>
}) {
  const { label, value = '', onChange, box } = props
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    setTyped(value)
  }, [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (typed === value) return
    const wait = setTimeout(() => onChange(typed.trim() || undefined), 300)
    return () => clearTimeout(wait)
  }, [typed])
  return (
    <Input
      ref={box ?? null}
      type="search"
      aria-label={label}
      placeholder={label}
      prefix={<Icon of={Search} />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      style={{ width: 240, maxWidth: '100%' }}
    />
  )
}
