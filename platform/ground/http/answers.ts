import Type, { type TSchema } from 'typebox'

/** The problems any route may answer with; spread into `response`. */
export const problems = {
  '4xx': Type.Ref('Problem'),
  '5xx': Type.Ref('Problem'),
} as const

/** One page of a list: the rows, and the cursor of the next page when there is one. */
export function pageOf<T extends TSchema>(row: T) {
  return Type.Object({
    items: Type.Array(row),
    next: Type.Optional(Type.String({ description: 'Send as `cursor` for the next page' })),
  })
}

/** The two query parameters every list takes. */
export const paging = {
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
}

/** Nothing to say: 204. */
export const empty = Type.Null()
