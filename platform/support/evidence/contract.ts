import Type, { type Static } from 'typebox'
import { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { Head, InclusionProof } from '#support/ledger/contract.ts'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Instant = Type.String({ format: 'date-time' })
export const ChannelKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
const Name = Type.String({ minLength: 1, maxLength: 60 })

export const Step = Type.Object({ key: ChannelKey, name: Name })

export const EvidenceNode = Type.Object({
  name: Type.String(),
  role: Type.Union([Type.Literal('system'), Type.Literal('witness'), Type.Literal('chain')]),
})
export type EvidenceNode = Static<typeof EvidenceNode>

/** One scene whose key steps leave a trace (C47): electronic licences, medical records, public trading. */
export const Channel = Type.Object(
  {
    key: ChannelKey,
    name: Name,
    purpose: Type.String({ minLength: 2, maxLength: 300 }),
    steps: Type.Array(Step, { minItems: 1, maxItems: 30 }),
    departmentId: Type.Optional(Type.String({ maxLength: 60 })),
    signed: Type.Boolean({ description: 'Whether each step must say who signed it' }),
    closed: Type.Boolean(),
    createdAt: Instant,
    nodes: Type.Array(EvidenceNode, { description: 'Who takes part: systems that write, witnesses, the chain' }),
  },
  { title: 'EvidenceChannel' },
)
export type Channel = Static<typeof Channel>

const { closed: _closed, createdAt: _createdAt, nodes: _nodes, signed, ...drawn } = Channel.properties
export const ChannelDraft = Type.Object({ ...drawn, signed: Type.Optional(signed) })
export type ChannelDraft = Static<typeof ChannelDraft>

/** How much a channel is used: in all, by step, by system, and each of the last thirty days. */
export const ChannelStatistics = Type.Object(
  {
    total: Type.Integer(),
    lastAt: Type.Optional(Instant),
    steps: Type.Array(Type.Object({ step: Type.String(), count: Type.Integer() })),
    clients: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
    days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), count: Type.Integer() })),
  },
  { title: 'EvidenceStatistics' },
)
export type ChannelStatistics = Static<typeof ChannelStatistics>

/** A system that may anchor, without its key. */
export const Client = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Name,
    departmentId: Type.Optional(Type.String()),
    channels: Type.Array(ChannelKey),
    stopped: Type.Boolean(),
    createdAt: Instant,
  },
  { title: 'EvidenceClient' },
)
export type Client = Static<typeof Client>

export const ClientDraft = Type.Object({
  name: Name,
  departmentId: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  channels: Type.Array(ChannelKey, { maxItems: 50 }),
})
export type ClientDraft = Static<typeof ClientDraft>

export const Algorithm = Type.Union([Type.Literal('SM3'), Type.Literal('SHA-256')])
export type Algorithm = Static<typeof Algorithm>

/** One digest to anchor. `reference` ties the steps of one thing together; neither it nor `signer` may name a person. */
export const AnchorItem = Type.Object({
  algorithm: Algorithm,
  digest: Hash,
  reference: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._:-]{1,80}$' })),
  signer: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._:-]{1,80}$', description: 'Who signed it over there' })),
})
export type AnchorItem = Static<typeof AnchorItem>

export const AnchorRequest = Type.Object({
  channel: ChannelKey,
  step: ChannelKey,
  items: Type.Array(AnchorItem, { minItems: 1, maxItems: 500 }),
})
export type AnchorRequest = Static<typeof AnchorRequest>

/** What is written down of an anchor; the SM3 of its canonical JSON (RFC 8785) is the entry in the log. */
export const Statement = Type.Object(
  {
    format: Type.Literal('zhengtong-evidence/1'),
    realm: Type.String(),
    id: Type.String({ format: 'uuid' }),
    channel: ChannelKey,
    step: ChannelKey,
    algorithm: Algorithm,
    digest: Hash,
    reference: Type.Optional(Type.String()),
    signer: Type.Optional(Type.String()),
    client: Type.Object({ id: Type.String(), name: Type.String() }),
    at: Instant,
  },
  { title: 'EvidenceStatement' },
)
export type Statement = Static<typeof Statement>

/** A statement beside the proof that it stands in the log; `pending` for the first second. */
export const Receipt = Type.Object(
  {
    statement: Statement,
    leaf: Hash,
    status: Type.Union([Type.Literal('included'), Type.Literal('pending')]),
    proof: Type.Optional(InclusionProof),
    head: Type.Optional(Head),
  },
  { title: 'EvidenceReceipt' },
)
export type Receipt = Static<typeof Receipt>

/** A receipt with all that checking it without us takes. */
export const WholeReceipt = Type.Object(
  {
    ...Receipt.properties,
    logKey: KeyStatement,
    root: RootKeys,
    checkpoint: Type.Optional(
      Type.String({ description: 'The same head as a signed note, with the cosignatures of witnesses' }),
    ),
  },
  { title: 'WholeEvidenceReceipt' },
)
export type WholeReceipt = Static<typeof WholeReceipt>

/** A head of the log that stands on a chain. */
export const ChainAnchor = Type.Object(
  {
    chain: Type.String(),
    size: Type.Integer(),
    root: Hash,
    rootSm3: Hash,
    transaction: Type.String(),
    block: Type.Integer(),
    blockHash: Type.String(),
    at: Instant,
  },
  { title: 'ChainAnchor' },
)
export type ChainAnchor = Static<typeof ChainAnchor>

export { problems } from './problems.ts'
