import Type, { type Static } from 'typebox'

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })

/**
 * `capabilities/<key>.yaml` of packs: a shared capability on the single list (一张清单). Which operations are part of it is
 * said by their tags alone, so that the list cannot say other than the contract.
 */
export const DeclaredCapability = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    name: Type.String({ minLength: 2, maxLength: 40 }),
    nameEn: Type.String({ minLength: 2, maxLength: 60 }),
    purpose: Type.String({ minLength: 4, maxLength: 300 }),
    purposeEn: Type.String({ minLength: 4, maxLength: 400 }),
    departmentId: Type.String({ minLength: 2, maxLength: 60, description: 'Who answers for it' }),
    contact: Type.String({ minLength: 3, maxLength: 100 }),
    tags: Type.Array(Type.String(), { minItems: 1, description: 'Tags of the operations that are part of it' }),
    apiVersion: Type.String({ pattern: '^\\d+(\\.\\d+)*$' }),
    standards: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Type.String({ maxLength: 100 }), at: Type.String({ pattern: '^/[\\w./{}-]*$' }) },
          { additionalProperties: false },
        ),
        { description: 'Standard APIs beside the contract, with where each begins' },
      ),
    ),
    level: Type.Object(
      {
        availability: Type.Number({ minimum: 90, maximum: 100, description: 'Per cent of calls that do not fail' }),
        latencyMs: Type.Integer({ minimum: 1, maximum: 60_000, description: 'In which 95 of 100 calls are answered' }),
      },
      { additionalProperties: false, description: 'What its owner promises' },
    ),
  },
  { additionalProperties: false },
)
export type DeclaredCapability = Static<typeof DeclaredCapability>

export const capabilityKind = {
  folder: 'capabilities',
  schema: DeclaredCapability,
  check: () => [],
}

/** The capability that an operation of these tags is part of; an Error when there are several, since then the list lies. */
export function capabilityOf(
  list: readonly DeclaredCapability[],
  tags: readonly string[],
): DeclaredCapability | undefined {
  const found = list.filter((each) => each.tags.some((tag) => tags.includes(tag)))
  if (found.length > 1) throw new Error(`Tags ${tags} are in several capabilities: ${found.map(({ key }) => key)}`)
  return found[0]
}
