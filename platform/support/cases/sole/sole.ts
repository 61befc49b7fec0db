import Type, { type Static } from 'typebox'

/**
 * 唯一准予: one thing over which of several applications open at once only one may be granted, such as premises. `per` says in
 * FEEL over the answers and `party` what makes it the same thing.
 */
export const SoleGrant = Type.Object(
  {
    key: Type.String(),
    name: Type.String({ description: 'What the thing is called: 经营场所' }),
    nameEn: Type.Optional(Type.String()),
    per: Type.Array(Type.String()),
  },
  { title: 'SoleGrant' },
)
export type SoleGrant = Static<typeof SoleGrant>
