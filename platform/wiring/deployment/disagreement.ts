import type { Field } from '#support/forms/index.ts'

/** Something in which a flow and what it names do not agree, at a node and, where there is one, an input of it. */
export type Disagreement = {
  node: string
  input?: string
  code: string
  message: string
  mend: string
  severity?: 'warning'
}

/** A form of an item that runs on the flow, as the tree of its fields. */
export type ReadForm = { key: string; root: Field }
