import Type, { type Static } from 'typebox'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Something that happened and must stay provable: only its digest enters the log. */
export type Leaf = {
  /** What it is, `module.noun`. */
  kind: string
  /** The id of the thing it is about, for finding it again; not part of the hash. */
  subject: string
  /** 32 bytes: SM3 of the canonical content. */
  digest: Buffer
}

/** A leaf as written: `hash` is SHA-256(0x00 ‖ digest) in hex, by which its proof is asked for. */
export type WrittenLeaf = { id: string; hash: string }

/** A signed tree head (RFC 6962): the signature is SM2 over the canonical JSON of all other members. */
export const Head = Type.Object(
  {
    realm: Type.String(),
    size: Type.Integer({ minimum: 0 }),
    root: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 tree' }),
    rootSm3: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SM3 tree over the same leaves' }),
    at: Type.String({ format: 'date-time' }),
    keyId: Type.String(),
    signature: Type.String(),
  },
  { title: 'Head' },
)
export type Head = Static<typeof Head>

/** That a leaf stands at a position of the tree of `size`: sibling hashes from the leaf upwards. */
export const InclusionProof = Type.Object(
  {
    leaf: Hash,
    position: Type.Integer({ minimum: 0 }),
    size: Type.Integer({ minimum: 1 }),
    path: Type.Array(Hash),
  },
  { title: 'InclusionProof' },
)
export type InclusionProof = Static<typeof InclusionProof>

/** A proof beside the signed head it leads to; `pending` until a head covers the leaf. */
export const ProofAnswer = Type.Union([
  Type.Object({ status: Type.Literal('included'), proof: InclusionProof, head: Head }),
  Type.Object({ status: Type.Literal('pending') }),
])
export type ProofAnswer = Static<typeof ProofAnswer>

/** That the tree of `second` only appends to the tree of `first`. */
export const ConsistencyProof = Type.Object({
  first: Type.Integer(),
  second: Type.Integer(),
  firstRoot: Hash,
  secondRoot: Hash,
  path: Type.Array(Hash),
})
export type ConsistencyProof = Static<typeof ConsistencyProof>

export const problems = {
  'ledger.leaf-missing': {
    zh: '账本里没有这条记录。请核对哈希值（64 位十六进制）。',
    en: 'The log has no such leaf. Check the hash (64 hex digits).',
  },
  'ledger.size-beyond': {
    zh: '账本还没有这么多记录。请先查询当前树头，再用它的大小提问。',
    en: 'The log has not that many leaves. Ask for the head first and use its size.',
  },
  'ledger.no-tile': {
    zh: '没有这一块。请先查询检查点，再按它的大小取块。',
    en: 'There is no such tile. Ask for the checkpoint first, and for tiles by its size.',
  },
  'ledger.empty': {
    zh: '账本还没有签发过树头。请稍后再试。',
    en: 'The log has not signed a head yet. Please try again shortly.',
  },
}
