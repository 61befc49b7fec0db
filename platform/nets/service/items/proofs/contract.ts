import Type, { type Static } from 'typebox'
import { IsoDate } from '../schema.ts'
import { Proof } from './proof.ts'

export const ProofQuery = Type.Object({
  on: Type.Optional(Type.String({ format: 'date', description: 'The day asked about; today when left out' })),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a name, issuer or use' })),
})
export type ProofQuery = Static<typeof ProofQuery>

/** The proofs that may be demanded on a day, and the lists they stand on. */
export const ProofsInForce = Type.Object(
  {
    on: IsoDate,
    lists: Type.Array(
      Type.Object({
        key: Type.String(),
        title: Type.String(),
        titleEn: Type.String(),
        publisher: Type.String(),
        publishedOn: Type.String(),
        url: Type.Optional(Type.String()),
        demo: Type.Boolean(),
        note: Type.Optional(Type.String()),
      }),
    ),
    proofs: Type.Array(Proof),
  },
  { title: 'ProofsInForce' },
)
export type ProofsInForce = Static<typeof ProofsInForce>
