import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '#ground/database/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import { createRecoveryNotice } from './account-life.ts'

test('whose account was recovered is told at once, outside too, and whom to call if it was not them', async () => {
  type Told = Parameters<NoticeService['tell']>[1]
  const told: Told[] = []
  const reaction = createRecoveryNotice({ tell: async (_tx, notice) => void told.push(notice) })
  const event = { realm: 'demo', data: { accountId: 'owner' } } as unknown as Parameters<typeof reaction.run>[1]
  await reaction.run({} as Tx, event)
  assert.deepEqual(
    told.map(({ accountId, urgent }) => [accountId, urgent]),
    [['owner', true]],
  )
  assert.match(told[0]!.body!, /不是您本人.*12345/)
  assert.match(told[0]!.bodyEn!, /not you, call 12345/)
})
