import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { Refusal } from '#kernel/errors.ts'
import { verifyConsistency, verifyInclusion } from '#kernel/merkle-verify.ts'
import { createKeys, holds, type Keys, keysModule, statementHolds } from '#support/keys/index.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { headBody } from './head.ts'
import { createLedger, type Ledger, ledgerModule, verifyLedger } from './index.ts'
import { createSequencing } from './sequencer.ts'
import { sha256 } from './tree.ts'

const realm = '441900'
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const digestOf = (text: string) => createHash('sm3').update(text).digest()

describe('ledger', () => {
  let database: TestDatabase
  let ledger: Ledger
  let keys: Keys
  let now = new Date('2026-11-22T02:00:00Z')
  const clock = () => now

  const sequencing = () => createSequencing({ db: database.db, clock, logSigner: keys.logSigner })
  const write = (...texts: string[]) =>
    inTransaction(database.db, (tx) =>
      ledger.append(
        tx,
        realm,
        texts.map((text) => ({ kind: 'test.leaf', subject: text, digest: digestOf(text) })),
      ),
    )
  const check = async () =>
    verifyLedger(database.db, realm, {
      root: await keys.root(realm),
      statement: (keyId) => keys.statement(realm, keyId),
    })

  before(async () => {
    database = await testDatabase([keysModule, ledgerModule])
    keys = createKeys({ db: database.db, clock, secrets: createSecrets(randomBytes(32)) })
    ledger = createLedger({ db: database.db, clock, newId })
  })
  after(() => database.close())

  it('has no head before the first leaf', async () => {
    await assert.rejects(ledger.head(realm), (error) => error instanceof Refusal && error.code === 'ledger.empty')
  })

  it('calls a leaf pending until a signed head covers it, then proves it', async () => {
    const [leaf] = await write('first')
    assert.deepEqual(await ledger.proof(realm, leaf!.hash), { status: 'pending' })
    await sequencing().round(false)
    const answer = await ledger.proof(realm, leaf!.hash)
    assert.equal(answer.status, 'included')
    assert.equal(answer.status === 'included' && answer.proof.position, 0)
  })

  it('writes nothing when the act rolls back', async () => {
    await assert.rejects(
      inTransaction(database.db, async (tx) => {
        await ledger.append(tx, realm, [{ kind: 'test.leaf', subject: 'lost', digest: digestOf('lost') }])
        throw new Error('the act fails')
      }),
    )
    await sequencing().round(true)
    assert.equal((await ledger.leaves(realm, 0, 100)).length, 1)
  })

  it('signs at most one head a second, however often leaves come', async () => {
    const size = (await ledger.head(realm)).size
    await write('second')
    await sequencing().round(false)
    assert.equal((await ledger.head(realm)).size, size)
    now = new Date(now.getTime() + 1000)
    await sequencing().round(false)
    assert.equal((await ledger.head(realm)).size, size + 1)
  })

  it('gives each leaf one position when several sequencers and writers work at once', async () => {
    const writers = Array.from({ length: 40 }, (_, i) => write(`a${i}`, `b${i}`))
    const sequencers = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 10; i++) await sequencing().round(false)
    })
    await Promise.all([...writers, ...sequencers])
    await sequencing().round(true)
    const leaves = await ledger.leaves(realm, 0, 1000)
    assert.deepEqual(
      leaves.map(({ position }) => position),
      Array.from({ length: 82 }, (_, i) => i),
    )
    assert.deepEqual((await check()).faults, [])
  })

  it('keeps leaves waiting, whole, when the sequencer dies half-way', async () => {
    await write('survivor')
    const signer = { ...(await keys.logSigner(realm)), sign: () => Promise.reject(new Error('killed')) }
    const dying = createSequencing({ db: database.db, clock, logSigner: async () => signer })
    await assert.rejects(dying.round(true), /killed/)
    assert.equal((await ledger.leaves(realm, 82, 10)).length, 0)
    await sequencing().round(true)
    assert.equal((await ledger.leaves(realm, 82, 10)).length, 1)
  })

  it('proves every leaf against the newest head, and every earlier head against it', async () => {
    const head = await ledger.head(realm)
    for (const { hash } of await ledger.leaves(realm, 0, 1000)) {
      const answer = await ledger.proof(realm, hash)
      assert.ok(answer.status === 'included')
      const { position: index, size, path } = answer.proof
      const claim = { leaf: bytes(hash), index, size, proof: path.map(bytes), root: bytes(head.root) }
      assert.ok(verifyInclusion(sha256, claim))
    }
    for (let first = 0; first <= head.size; first++) {
      const { firstRoot, secondRoot, path } = await ledger.consistency(realm, first, head.size)
      assert.equal(secondRoot, head.root)
      const claim = { oldSize: first, oldRoot: bytes(firstRoot), size: head.size, root: bytes(secondRoot) }
      assert.ok(verifyConsistency(sha256, { ...claim, proof: path.map(bytes) }))
    }
  })

  it('signs heads with a key that the root names as its log key', async () => {
    const { signature, ...head } = await ledger.head(realm)
    const statement = await keys.statement(realm, head.keyId)
    assert.ok(statementHolds(statement, await keys.root(realm)))
    assert.equal(statement.body.purpose, 'log')
    assert.ok(holds(headBody(head), signature, statement.body.publicKey))
    assert.ok(!holds(headBody({ ...head, size: head.size + 1 }), signature, statement.body.publicKey))
  })

  it('refuses unknown leaves and sizes that lie ahead', async () => {
    await assert.rejects(ledger.proof(realm, '00'.repeat(32)), { code: 'ledger.leaf-missing' })
    await assert.rejects(ledger.consistency(realm, 1, 1_000_000), { code: 'ledger.size-beyond' })
    await assert.rejects(ledger.consistency(realm, 3, 2), { code: 'ledger.size-beyond' })
  })

  it('lets nobody change a leaf, and finds the change when somebody with full rights did', async () => {
    const forge = sql`update ledger.leaf set digest = ${digestOf('forged')} where realm = ${realm} and position = 5`
    await assert.rejects(forge.execute(database.db), /append-only/)
    await sql`alter table ledger.leaf disable trigger leaf_append_only`.execute(database.db)
    await forge.execute(database.db)
    const { faults } = await check()
    assert.ok(faults.some((fault) => fault.startsWith('position 5:')))
    assert.ok(faults.some((fault) => fault.includes('root differs')))
  })
})
