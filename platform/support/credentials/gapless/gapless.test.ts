import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { openStage, type Stage } from '#testing/credential-stage.ts'
import { createGapless, type Gapless } from './numbers.ts'

describe('numbers without a gap', () => {
  let stage: Stage
  let now = new Date('2026-11-22T02:00:00Z')
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000)
  }
  /** Each a process of its own. */
  const process = () => createGapless({ db: stage.db, clock: () => now, newId: randomUUID })
  const row = (scope: string) => ({ realm: '441900', type: 'notice', departmentId: 'hall', scope })
  const act = (numbers: Gapless, scope: string) => inTransaction(stage.db, (tx) => numbers.next(tx, row(scope)))
  const failing = (numbers: Gapless, scope: string) =>
    assert.rejects(
      inTransaction(stage.db, async (tx) => {
        await numbers.next(tx, row(scope))
        throw new Error('the act fails')
      }),
      /the act fails/,
    )

  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())

  it('are given in turn, to many at once and from two processes, each once', async () => {
    const [a, b] = [process(), process()]
    const given = await Promise.all(Array.from({ length: 40 }, (_, i) => act(i % 2 ? a : b, 'many')))
    assert.deepEqual(
      given.sort((x, y) => x - y),
      Array.from({ length: 40 }, (_, i) => i + 1),
    )
  })

  it('come back at once from an act that fails', async () => {
    const numbers = process()
    assert.equal(await act(numbers, 'fails'), 1)
    await failing(numbers, 'fails')
    assert.equal(await act(numbers, 'fails'), 2)
  })

  it('an act under way holds up nobody', async () => {
    const [slow, quick] = [process(), process()]
    await inTransaction(stage.db, async (tx) => {
      assert.equal(await slow.next(tx, row('slow')), 1)
      assert.equal(await act(quick, 'slow'), 2)
    })
    assert.equal(await act(quick, 'slow'), 3)
  })

  it('come back after a minute from an act whose connection was cut and whose process is gone', async () => {
    const [gone, stays] = [process(), process()]
    const cut = inTransaction(stage.db, async (tx) => {
      await numberAndEnd(gone)
      async function numberAndEnd(numbers: Gapless): Promise<void> {
        assert.equal(await numbers.next(tx, row('cut')), 1)
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(stage.db)
      }
      await sql`select 1`.execute(tx)
    })
    await assert.rejects(cut)
    assert.equal(await act(stays, 'cut'), 2)
    later(61)
    assert.equal(await act(stays, 'cut'), 1)
    assert.equal(await act(stays, 'cut'), 3)
  })

  it('an act that outlives its minute is refused, and its number is the other’s alone', async () => {
    const [slow, quick] = [process(), process()]
    const outlived = inTransaction(stage.db, async (tx) => {
      assert.equal(await slow.next(tx, row('long')), 1)
      later(61)
      assert.equal(await act(quick, 'long'), 1)
    })
    await assert.rejects(outlived, { code: 'credentials.number-lapsed' })
    assert.equal(await act(slow, 'long'), 2)
  })

  it('a number that an act gave back is not used here once others may have it', async () => {
    const [failed, other] = [process(), process()]
    await failing(failed, 'stale')
    later(61)
    assert.equal(await act(other, 'stale'), 1)
    assert.equal(await act(failed, 'stale'), 2)
  })
})
