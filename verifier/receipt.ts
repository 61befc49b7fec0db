import { createHash } from 'node:crypto'
import { canonicalJson } from '../platform/kernel/canonical-json.ts'
import { cryptoSuite } from '../platform/kernel/crypto/suites.ts'
import { leafHash } from '../platform/kernel/merkle.ts'
import { verifyInclusion } from '../platform/kernel/merkle-verify.ts'
import { readCheckpoint } from '../platform/kernel/tlog/checkpoint.ts'
import { type NoteKey, noteSignedBy, readNote } from '../platform/kernel/tlog/note.ts'

/** One thing that was looked at. `open` is what this receipt cannot tell. */
export type Step = { ok: boolean; open?: true; zh: string; en: string; detail: string }

type Json = Record<string, unknown>
type Root = { keyId: string; publicKey: string; realm: string }

const gm = cryptoSuite('GM')
const sha256 = cryptoSuite('INTL').hash
const bytes = (hex: unknown) => Buffer.from(typeof hex === 'string' ? hex : '', 'hex')
const objectOf = (value: unknown): Json => (value && typeof value === 'object' ? (value as Json) : {})

/**
 * Checks an evidence receipt against a root that its reader trusts, by mathematics alone: no network, no platform. A second
 * reading of the formats beside the platform's own, on purpose.
 */
export function checkReceipt(
  receipt: Json,
  given: { root?: Json; content?: Uint8Array; witnesses?: readonly NoteKey[] },
): Step[] {
  const own = objectOf(receipt.root)
  const root = (given.root ?? own) as Root
  const statement = objectOf(receipt.statement)
  const { signature, ...head } = objectOf(receipt.head)
  const proof = objectOf(receipt.proof)
  const steps: Step[] = [
    given.root
      ? step(
          own.publicKey === root.publicKey && own.keyId === root.keyId,
          '根密钥是您信任的那一个',
          'The root is the one you trust',
          `${root.keyId}`,
        )
      : {
          ...step(
            true,
            '根密钥取自凭证本身，请另行核对指纹',
            'The root is from the receipt itself: compare it',
            `${root.keyId}`,
          ),
          open: true,
        },
  ]
  if (given.content) steps.push(contentStep(statement, given.content))
  const leaf = Buffer.from(leafHash(sha256, gm.hash(Buffer.from(canonicalJson(statement), 'utf8'))))
  if (receipt.status !== 'included')
    return [
      ...steps,
      { ...step(true, '账本证明还没有生成，请稍后重新下载', 'Not in the log yet: fetch it again', ''), open: true },
    ]
  const path = Array.isArray(proof.path) ? proof.path.map(bytes) : []
  const size = Number(proof.size)
  steps.push(
    step(
      leaf.toString('hex') === receipt.leaf &&
        proof.leaf === receipt.leaf &&
        head.size === size &&
        head.realm === statement.realm &&
        verifyInclusion(sha256, { leaf, index: Number(proof.position), size, proof: path, root: bytes(head.root) }),
      '登记内容在账本上，一字不差',
      'The statement stands in the log, word for word',
      `${Number(proof.position) + 1} / ${size}`,
    ),
    headStep(head, signature, objectOf(receipt.logKey), root),
  )
  return [...steps, ...witnessSteps(receipt.checkpoint, head, given.witnesses ?? [])]
}

function contentStep(statement: Json, content: Uint8Array): Step {
  const digest = createHash(statement.algorithm === 'SHA-256' ? 'sha256' : 'sm3')
    .update(content)
    .digest('hex')
  return step(
    digest === statement.digest,
    '您的文件就是当时存证的那一份',
    'Your file is the one that was anchored',
    digest,
  )
}

function headStep(head: Json, signature: unknown, logKey: Json, root: Root): Step {
  const body = objectOf(logKey.body)
  const at = new Date(String(head.at))
  const vouched =
    body.purpose === 'log' &&
    body.realm === root.realm &&
    body.rootKeyId === root.keyId &&
    gm.keyId(bytes(body.publicKey)) === body.keyId &&
    gm.keyId(bytes(root.publicKey)) === root.keyId &&
    signed(body, logKey.signature, root.publicKey)
  const inForce = at >= new Date(String(body.validFrom)) && at < new Date(String(body.validTo))
  return step(
    vouched &&
      inForce &&
      head.realm === root.realm &&
      head.keyId === body.keyId &&
      signed(head, signature, body.publicKey),
    '树头由账本密钥签名，密钥由根密钥证明，当时有效',
    'The head is signed by the log, whose key the root vouches for and was in force',
    `${head.at}`,
  )
}

function witnessSteps(checkpoint: unknown, head: Json, witnesses: readonly NoteKey[]): Step[] {
  const note = typeof checkpoint === 'string' ? readNote(checkpoint) : undefined
  const said = note && readCheckpoint(note.text)
  const same = said?.size === head.size && said?.root.toString('hex') === head.root
  return witnesses.map((key) => {
    const held = note && same ? noteSignedBy(note, key) : undefined
    return step(
      held?.at !== undefined,
      `见证方 ${key.name} 见过同一个树头`,
      `Witness ${key.name} saw the same head`,
      held?.at?.toISOString() ?? '',
    )
  })
}

/** Whether an SM2 signature over the canonical JSON holds; a malformed key has signed nothing. */
function signed(value: Json, signature: unknown, publicKey: unknown): boolean {
  try {
    return gm.verifier(bytes(publicKey)).verify(Buffer.from(canonicalJson(value), 'utf8'), bytes(signature))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const step = (ok: boolean, zh: string, en: string, detail: string): Step => ({ ok, zh, en, detail })
