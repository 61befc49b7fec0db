import type { Draft, Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { createContext, type ReactNode, useContext } from 'react'
import type { FieldSpec } from './spec.ts'

export type Finding = Draft['findings'][number]
type Surroundings = {
  item: Item
  findings: Finding[]
  set: (pointer: string, value: unknown) => void
  /** Draws a field inside a row, so that lists need not know every kind of field. */
  renderField: (spec: FieldSpec, at: string) => ReactNode
}

export const EditorContext = createContext<Surroundings | null>(null)

export function useEditor(): Surroundings {
  const value = useContext(EditorContext)
  if (!value) throw new Error('An editor field needs an EditorContext above it')
  return value
}
