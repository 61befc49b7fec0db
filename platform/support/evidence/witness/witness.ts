import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { verifyConsistency } from '#kernel/merkle-verify.ts'
import { readAddCheckpoint, readCheckpoint } from '#kernel/tlog/checkpoint.ts'
import { cosignNote, noteKey, noteSignedBy, readNote } from '#kernel/tlog/note.ts'
import type { Keys } from '#support/keys/index.ts'
import type { LogSetting } from '../settings.ts'
import * as store from './store.ts'

/** What a witness says to a log: lines of cosignatures, or the size from which it would go on. All else is refused. */
export type WitnessAnswer = { status: 200 | 409; type: string; body: string }

/** A witness of other logs (C2SP tlog-witness): cosigns a head only when it continues the last one it cosigned. */
export function createWitness(needs: { db: Db; clock: Clock; keys: Keys; name: string; logs: LogSetting[] }) {
  const { db, clock, keys, name, logs } = needs
  const sha256 = cryptoSuite('INTL').hash

  const ownKey = async (realm: string) => noteKey(name, 4, (await keys.noteSigner(realm, 'witness')).publicKey)

  async function sizeConflict(realm: string, origin: string): Promise<WitnessAnswer> {
    const held = await store.selectWitnessed(db, realm, origin)
    return { status: 409, type: 'text/x.tlog.size', body: `${held?.size ?? 0}\n` }
  }

  return {
    ownKey,
    /** Answers one add-checkpoint; the checks come in the order of the specification. */
    async addCheckpoint(realm: string, body: string): Promise<WitnessAnswer> {
      const request = readAddCheckpoint(body)
      const note = request && readNote(request.note)
      const checkpoint = note && readCheckpoint(note.text)
      if (!request || !note || !checkpoint) throw malformed('This is no add-checkpoint request')
      const { origin, size, root } = checkpoint
      const trusted = logs.filter((log) => log.origin === origin)
      if (trusted.length === 0) throw new Refusal('missing', 'evidence.log-unknown', `${origin} is not witnessed here`)
      if (!trusted.some(({ key }) => noteSignedBy(note, key)))
        throw new Refusal('forbidden', 'evidence.log-forged', `No key of ${origin} signed this`)
      if (request.oldSize > size) throw malformed('The old size is beyond the checkpoint')
      const held = await store.selectWitnessed(db, realm, origin)
      if ((held?.size ?? 0) !== request.oldSize) return sizeConflict(realm, origin)
      if (held && held.size === size && !held.root.equals(root))
        throw new Refusal('conflict', 'evidence.log-split', `${origin} has two trees of ${size}`)
      const oldRoot = held?.root ?? Buffer.from(sha256(new Uint8Array(0)))
      const claim = { oldSize: request.oldSize, oldRoot, size, root, proof: request.proof }
      if (!verifyConsistency(sha256, claim))
        throw new Refusal(
          'invalid',
          'evidence.log-broken',
          `The proof from ${request.oldSize} to ${size} does not hold`,
        )
      const at = clock()
      if (!(await store.moveWitnessed(db, realm, { origin, oldSize: request.oldSize, size, root, at })))
        return sizeConflict(realm, origin)
      const signer = await keys.noteSigner(realm, 'witness')
      const line = await cosignNote(note.text, await ownKey(realm), at, signer.sign)
      return { status: 200, type: 'text/plain; charset=utf-8', body: line }
    },
  }
}

export type Witness = ReturnType<typeof createWitness>

const malformed = (message: string) => new Refusal('invalid', 'http.malformed', message)
