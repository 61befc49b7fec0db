import Type, { type Static } from 'typebox'
import { About, Access } from '../contract.ts'

export const Format = Type.Enum(['csv', 'xlsx', 'json', 'geojson', 'parquet'])
export type Format = Static<typeof Format>

/** A field as the public meets it. */
export const DatasetField = Type.Object(
  {
    ...{ key: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()) },
    type: Type.Enum(['text', 'integer', 'number', 'boolean', 'date', 'timestamp']),
    codes: Type.Optional(Type.Record(Type.String(), Type.String())),
    treatment: Type.Enum(['keep', 'mask', 'month', 'year', 'band', 'prefix']),
  },
  { title: 'OpenDatasetField' },
)
export type DatasetField = Static<typeof DatasetField>

export const DatasetRow = Type.Object(
  {
    ...{ id: Type.String(), about: About, access: Access, rows: Type.Integer(), spatial: Type.Boolean() },
    ...{ updatedAt: Type.String(), publishedAt: Type.String(), taken: Type.Integer() },
  },
  { title: 'OpenDatasetRow' },
)
export type DatasetRow = Static<typeof DatasetRow>

const Row = Type.Record(Type.String(), Type.Unknown())

export const DatasetView = Type.Object(
  {
    ...DatasetRow.properties,
    no: Type.String({ description: '开放批准号' }),
    until: Type.String(),
    fields: Type.Array(DatasetField),
    place: Type.Optional(Type.Object({ longitude: Type.String(), latitude: Type.String() })),
    preview: Type.Array(Row, { description: 'The first rows; empty for what is open on conditions' }),
    charts: Type.Array(
      Type.Object({
        key: Type.String(),
        filled: Type.Integer(),
        distinct: Type.Integer(),
        top: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
      }),
    ),
    formats: Type.Array(Format),
    suppressed: Type.Integer({ description: 'Rows left out, so that nobody can be told apart' }),
  },
  { title: 'OpenDataset' },
)
export type DatasetView = Static<typeof DatasetView>

export const DatasetRows = Type.Object(
  { items: Type.Array(Row), next: Type.Optional(Type.String()), total: Type.Integer() },
  { title: 'OpenDatasetRows' },
)

const Facet = Type.Array(Type.Object({ value: Type.String(), name: Type.String(), count: Type.Integer() }))
export const DatasetFacets = Type.Object(
  { department: Facet, access: Facet, spatial: Facet },
  { title: 'OpenDatasetFacets' },
)
export type DatasetFacets = Static<typeof DatasetFacets>

export const LetterKind = Type.Enum(['application', 'request', 'feedback'])
export type LetterKind = Static<typeof LetterKind>
export const LetterState = Type.Enum(['waiting', 'answered', 'granted', 'refused'])
export type LetterState = Static<typeof LetterState>

export const NewLetter = Type.Object(
  {
    kind: LetterKind,
    datasetId: Type.Optional(Type.String({ format: 'uuid', description: 'Of applications and feedback' })),
    title: Type.String({ minLength: 2, maxLength: 80 }),
    text: Type.String({ minLength: 4, maxLength: 1000, description: 'Of an application: what the data is used for' }),
  },
  { additionalProperties: false, title: 'NewOpenDataLetter' },
)
export type NewLetter = Static<typeof NewLetter>

export const Letter = Type.Object(
  {
    ...{ id: Type.String(), kind: LetterKind, state: LetterState, title: Type.String(), text: Type.String() },
    dataset: Type.Optional(Type.Object({ id: Type.String(), name: Type.String() })),
    author: Type.Optional(Type.String({ description: 'Told to the data office only' })),
    ...{ filedAt: Type.String(), answer: Type.Optional(Type.String()), answeredAt: Type.Optional(Type.String()) },
    until: Type.Optional(Type.String()),
  },
  { title: 'OpenDataLetter' },
)
export type Letter = Static<typeof Letter>

export const LetterAnswer = Type.Object(
  {
    verb: Type.Enum(['answer', 'grant', 'refuse']),
    answer: Type.String({ minLength: 2, maxLength: 1000 }),
    until: Type.Optional(Type.String({ format: 'date', description: 'Of a grant' })),
  },
  { additionalProperties: false, title: 'OpenDataLetterAnswer' },
)
export type LetterAnswer = Static<typeof LetterAnswer>

export const ApiKey = Type.Object(
  { id: Type.String(), name: Type.String(), issuedAt: Type.String() },
  { title: 'OpenDataKey' },
)
export type ApiKey = Static<typeof ApiKey>
export const NewApiKey = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false, title: 'NewOpenDataKey' },
)
export const IssuedApiKey = Type.Object(
  { ...ApiKey.properties, secret: Type.String({ description: 'Shown once' }) },
  { title: 'IssuedOpenDataKey' },
)
