import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { merkleRoot } from '#kernel/merkle.ts'
import { readCheckpoint, writeAddCheckpoint, writeCheckpoint } from '#kernel/tlog/checkpoint.ts'
import { noteKey, noteSignedBy, readNote, readNoteKey, signNote } from '#kernel/tlog/note.ts'
import { tilesOf, writeTilePath } from '#kernel/tlog/tile.ts'
import { type EvidenceStage, openEvidenceStage } from '#testing/evidence-stage.ts'

const sha256 = cryptoSuite('INTL').hash

describe('two instances that witness each other', () => {
  let city: EvidenceStage
  let town: EvidenceStage
  const keysOf = async ({ url }: EvidenceStage) => {
    const keys = (await (await fetch(`${url}/log/note-keys`)).json()) as { log: string; witness: string }
    return { log: readNoteKey(keys.log)!, witness: readNoteKey(keys.witness)! }
  }
  const originOf = ({ url }: EvidenceStage) => `${url.replace('http://', '')}/log`
  const write = async (stage: EvidenceStage, count: number) => {
    const leaves = Array.from({ length: count }, (_, i) => ({
      kind: 'test.leaf',
      subject: String(i),
      digest: Buffer.from(sha256(Buffer.from(`${Math.random()}`))),
    }))
    await inTransaction(stage.db, (tx) => stage.ledger.append(tx, stage.realm, leaves))
    await stage.sequence()
  }
  const checkpointOf = async ({ url }: EvidenceStage) => (await fetch(`${url}/log/checkpoint`)).text()
  const sendTo = (url: string, body: string) =>
    fetch(`${url}/log/witness/add-checkpoint`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } })

  before(async () => {
    city = await openEvidenceStage('city')
    town = await openEvidenceStage('town')
    const [ofCity, ofTown] = [await keysOf(city), await keysOf(town)]
    await city.reopen({
      witnesses: [{ url: `${town.url}/log/witness`, key: ofTown.witness }],
      logs: [{ origin: originOf(town), key: ofTown.log }],
    })
    await town.reopen({
      witnesses: [{ url: `${city.url}/log/witness`, key: ofCity.witness }],
      logs: [{ origin: originOf(city), key: ofCity.log }],
    })
  })
  after(async () => {
    await city?.close()
    await town?.close()
  })

  it('cosign each other’s heads, first from nothing, then from head to head', async () => {
    for (const [stage, other] of [
      [city, town],
      [town, city],
    ] as const) {
      for (const size of [3, 8, 9]) {
        const before = (await stage.ledger.findHead(stage.realm))?.size ?? 0
        await write(stage, size - before)
        await stage.evidence().checkpoints.askWitnesses(stage.realm)
        const note = readNote(await checkpointOf(stage))!
        assert.equal(readCheckpoint(note.text)?.size, size)
        assert.ok(noteSignedBy(note, (await keysOf(stage)).log))
        assert.ok(noteSignedBy(note, (await keysOf(other)).witness)?.at)
      }
    }
  })

  it('serves the newest head that was cosigned, and a receipt leads to that one', async () => {
    await write(city, 2)
    assert.equal(readCheckpoint(readNote(await checkpointOf(city))!.text)?.size, 9)
    await city.evidence().checkpoints.askWitnesses('city')
    assert.equal(readCheckpoint(readNote(await checkpointOf(city))!.text)?.size, 11)
  })

  it('asks again from where the witness stands when the log forgot what was cosigned', async () => {
    await sql`delete from evidence.cosignature`.execute(city.db)
    await write(city, 1)
    await city.evidence().checkpoints.askWitnesses('city')
    const note = readNote(await checkpointOf(city))!
    assert.equal(readCheckpoint(note.text)?.size, 12)
    assert.ok(noteSignedBy(note, (await keysOf(town)).witness))
  })

  it('refuses each in the words of the protocol: unknown logs, forged heads, wrong sizes, broken proofs, other trees', async () => {
    const answer = async (body: string) => {
      const response = await sendTo(town.url, body)
      return [response.status, response.headers.get('content-type'), await response.text()] as const
    }
    const signedBy = async (text: string) => {
      const { sign } = await city.keys.noteSigner('city', 'note')
      return `${text}\n${await signNote(text, (await keysOf(city)).log, sign)}`
    }
    const head = await city.ledger.head('city')
    const of = (size: number, root = Buffer.from(head.root, 'hex'), origin = originOf(city)) =>
      writeCheckpoint({ origin, size, root })
    const empty: Buffer[] = []

    assert.equal((await answer('nonsense'))[0], 400)
    const unknown = of(12, undefined, 'other.example/log')
    assert.equal(
      (await answer(writeAddCheckpoint({ oldSize: 0, proof: empty, note: await signedBy(unknown) })))[0],
      404,
    )
    const stranger = cryptoSuite('INTL').generateKeys()
    const forged = await signNote(of(12), noteKey(originOf(city), 1, stranger.publicKey), async (bytes) =>
      cryptoSuite('INTL').signer(stranger.privateKey).sign(bytes),
    )
    assert.equal(
      (await answer(writeAddCheckpoint({ oldSize: 12, proof: empty, note: `${of(12)}\n${forged}` })))[0],
      403,
    )
    assert.equal(
      (await answer(writeAddCheckpoint({ oldSize: 13, proof: empty, note: await signedBy(of(12)) })))[0],
      400,
    )
    assert.deepEqual(await answer(writeAddCheckpoint({ oldSize: 3, proof: empty, note: await signedBy(of(12)) })), [
      409,
      'text/x.tlog.size',
      '12\n',
    ])
    const other = Buffer.alloc(32, 1)
    assert.equal(
      (await answer(writeAddCheckpoint({ oldSize: 12, proof: empty, note: await signedBy(of(12, other)) })))[0],
      409,
    )
    assert.equal(
      (await answer(writeAddCheckpoint({ oldSize: 12, proof: [other], note: await signedBy(of(13, other)) })))[0],
      422,
    )
    const same = writeAddCheckpoint({ oldSize: 12, proof: empty, note: await signedBy(of(12)) })
    assert.equal((await answer(same))[0], 200)
  })

  it('never cosigns two heads from one, however many come at once', async () => {
    const { sign } = await city.keys.noteSigner('city', 'note')
    const key = (await keysOf(city)).log
    await write(city, 4)
    const bodies = await Promise.all(
      [13, 14, 15, 16].map(async (size) => {
        const { secondRoot, path } = await city.ledger.consistency('city', 12, size)
        const text = writeCheckpoint({ origin: originOf(city), size, root: Buffer.from(secondRoot, 'hex') })
        const proof = path.map((hash) => Buffer.from(hash, 'hex'))
        return writeAddCheckpoint({ oldSize: 12, proof, note: `${text}\n${await signNote(text, key, sign)}` })
      }),
    )
    const statuses = await Promise.all(bodies.map(async (body) => (await sendTo(town.url, body)).status))
    assert.deepEqual(statuses.toSorted(), [200, 409, 409, 409])
  })

  it('a witness that is silent costs the log nothing but its cosignature', async () => {
    const { witness } = await keysOf(town)
    await city.reopen({ witnesses: [{ url: 'http://127.0.0.1:1/nobody', key: witness }] })
    await write(city, 1)
    await city.evidence().checkpoints.askWitnesses('city')
    assert.ok(noteSignedBy(readNote(await checkpointOf(city))!, (await keysOf(city)).log))
  })

  it('tiles and entries alone rebuild the tree that the checkpoint names', async () => {
    await write(city, 700)
    const { size, root } = await city.ledger.head('city')
    const hashes: Buffer[] = []
    const tile = async (path: string) => {
      const response = await fetch(`${city.url}/log/tile/${path}`)
      assert.equal(response.status, 200, path)
      assert.equal(response.headers.get('content-type'), 'application/octet-stream')
      assert.match(response.headers.get('cache-control') ?? '', /immutable/)
      return Buffer.from(await response.arrayBuffer())
    }
    for (const each of tilesOf(size)) {
      const bytes = await tile(writeTilePath(each))
      assert.equal(bytes.length, each.width * 32)
      if (each.level !== 0) continue
      const entries = await tile(writeTilePath({ ...each, level: 'entries' }))
      for (let i = 0; i < each.width; i++) {
        assert.equal(entries.readUInt16BE(i * 34), 32)
        const leaf = sha256(Buffer.concat([Buffer.of(0), entries.subarray(i * 34 + 2, i * 34 + 34)]))
        assert.ok(bytes.subarray(i * 32, i * 32 + 32).equals(leaf))
        hashes.push(Buffer.from(leaf))
      }
    }
    assert.equal(hashes.length, size)
    assert.equal(Buffer.from(merkleRoot(sha256, hashes)).toString('hex'), root)
    for (const wrong of ['0/999', '0/000.p/256', '9/000', 'x', 'entries/005'])
      assert.equal((await fetch(`${city.url}/log/tile/${wrong}`)).status, 404, wrong)
  })
})
