import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { writeAddCheckpoint, writeCheckpoint } from '#kernel/tlog/checkpoint.ts'
import { noteKey, noteSignedBy, readSignatureLine, signNote, writeSignatureLine } from '#kernel/tlog/note.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Head, Ledger } from '#support/ledger/index.ts'
import type { Cosigned } from '../anchors.ts'
import type { WitnessSetting } from '../settings.ts'
import * as store from './store.ts'

const patience = 10_000
const longest = 16_384

/** Our own log's heads as signed notes, and what witnesses say of them. */
export function createCheckpoints(needs: {
  db: Db
  clock: Clock
  log: Log
  keys: Keys
  ledger: Ledger
  origin: string
  witnesses: WitnessSetting[]
}) {
  const { db, clock, log, keys, ledger, origin, witnesses } = needs

  const logKey = async (realm: string) => noteKey(origin, 1, (await keys.noteSigner(realm, 'note')).publicKey)

  async function noteOf(realm: string, head: Pick<Head, 'size' | 'root'>): Promise<{ text: string; note: string }> {
    const text = writeCheckpoint({ origin, size: head.size, root: Buffer.from(head.root, 'hex') })
    const { sign } = await keys.noteSigner(realm, 'note')
    return { text, note: `${text}\n${await signNote(text, await logKey(realm), sign)}` }
  }

  /** The largest head with at least one cosignature. */
  async function cosigned(realm: string): Promise<Cosigned | undefined> {
    const size = await store.selectCosignedSize(db, realm)
    if (size === 0) return undefined
    const { secondRoot: root } = await ledger.consistency(realm, size, size)
    const lines = (await store.selectCosignatures(db, realm, size)).map(({ line }) => line)
    return { size, note: (await noteOf(realm, { size, root })).note + lines.join('') }
  }

  /** Asks one witness. It may know another size than we remember: then the proof is made anew from there, once. */
  async function ask(realm: string, witness: WitnessSetting, head: Head): Promise<void> {
    const { text, note } = await noteOf(realm, head)
    const send = async (oldSize: number) => {
      const { path } = await ledger.consistency(realm, oldSize, head.size)
      const proof = path.map((hash) => Buffer.from(hash, 'hex'))
      const response = await fetch(`${witness.url}/add-checkpoint`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: writeAddCheckpoint({ oldSize, proof, note }),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      const body = (await response.text()).slice(0, longest)
      return { status: response.status, type: response.headers.get('content-type') ?? '', body }
    }
    let answer = await send(await store.selectCosignedSize(db, realm, witness.key.name))
    const known =
      answer.status === 409 && /^text\/x\.tlog\.size\b/.test(answer.type) && /^\d{1,15}\n$/.test(answer.body)
    if (known && Number(answer.body) <= head.size) answer = await send(Number(answer.body))
    if (answer.status !== 200) throw new Error(`it answered ${answer.status}: ${answer.body.trim()}`)
    const said = answer.body.trimEnd().split('\n').map(readSignatureLine)
    const own = said.find((each) => each?.name === witness.key.name && each.keyId === witness.key.keyId)
    const held = own && noteSignedBy({ text, signatures: [own] }, witness.key)
    if (!own || !held) throw new Error('its cosignature does not hold')
    const line = writeSignatureLine(own)
    await store.insertCosignature(db, realm, {
      size: head.size,
      witness: witness.key.name,
      line,
      at: held.at ?? clock(),
    })
  }

  return {
    logKey,
    cosigned,
    /** What is served: the largest cosigned head, or the newest where no witness is set up or none has answered yet. */
    async checkpoint(realm: string): Promise<string> {
      const found = witnesses.length > 0 ? await cosigned(realm) : undefined
      return found?.note ?? (await noteOf(realm, await ledger.head(realm))).note
    },
    /** Brings the newest head to every witness that has not cosigned it; one that fails is logged and asked again. */
    async askWitnesses(realm: string): Promise<void> {
      const head = witnesses.length > 0 ? await ledger.findHead(realm) : undefined
      if (!head) return
      for (const witness of witnesses) {
        if ((await store.selectCosignedSize(db, realm, witness.key.name)) >= head.size) continue
        await ask(realm, witness, head).catch((error: unknown) =>
          log.warn({ err: error, witness: witness.key.name }, 'a witness did not cosign; it will be asked again'),
        )
      }
    },
  }
}

export type Checkpoints = ReturnType<typeof createCheckpoints>
