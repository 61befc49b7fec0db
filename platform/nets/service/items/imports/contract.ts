import Type, { type Static } from 'typebox'

const Count = Type.Integer({ minimum: 0 })
const Instant = Type.String({ format: 'date-time' })

/**
 * One import. `loaded` + `repaired` + `refused` are all rows read; of the first two `added`, `changed`, `proposed` (left as
 * a draft for the item manager, who has published the item) and `unchanged` say what came of them.
 */
export const ImportRun = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    catalogue: Type.Optional(Type.String()),
    state: Type.Enum(['queued', 'running', 'done', 'failed']),
    /** Code of the problem that stopped it. */
    problem: Type.Optional(Type.String()),
    rows: Count,
    loaded: Count,
    repaired: Count,
    refused: Count,
    added: Count,
    changed: Count,
    proposed: Count,
    unchanged: Count,
    /** Bytes of the stored file read so far, of all. */
    progress: Type.Object({ bytes: Count, of: Count }),
    startedBy: Type.String(),
    createdAt: Instant,
    finishedAt: Type.Optional(Instant),
  },
  { title: 'ImportRun' },
)
export type ImportRun = Static<typeof ImportRun>

export const ImportRow = Type.Object({
  line: Count,
  state: Type.Enum(['loaded', 'repaired', 'refused']),
  effect: Type.Optional(Type.Enum(['added', 'changed', 'proposed', 'unchanged'])),
  key: Type.Optional(Type.String()),
  itemId: Type.Optional(Type.String({ format: 'uuid' })),
  name: Type.Optional(Type.String()),
  repairs: Type.Array(
    Type.Object({ repair: Type.String(), field: Type.String(), before: Type.Optional(Type.String()) }),
  ),
  reason: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
})
export type ImportRow = Static<typeof ImportRow>
