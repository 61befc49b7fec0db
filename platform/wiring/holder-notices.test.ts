import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { parse } from 'yaml'
import type { Tx } from '#ground/database/index.ts'
import type { Packs } from '#support/packs/index.ts'
import { createDueNotices } from './holder-notices.ts'

const type = 'drainage-licence'
const content = parse(await readFile(new URL(`../../packs/${type}/credentials/${type}.yaml`, import.meta.url), 'utf8'))
const packs = { get: async () => ({ content }) } as unknown as Pick<Packs, 'get'>

/** What the holder and who acts for them are told, when the item of the licence renews it or not. */
async function told(renews: boolean, kind: 'expiry' | 'annual-check' = 'expiry') {
  const notices: { accountId: string; title: string; body: string; bodyEn: string }[] = []
  const reaction = createDueNotices(
    packs,
    { accountsFor: async () => ['owner', 'agent'] },
    {
      tell: async (_tx, { accountId, title, body = '', bodyEn = '' }) =>
        void notices.push({ accountId, title, body, bodyEn }),
    },
    async (_realm, asked) => renews && asked === type,
  )
  const data = { credentialId: 'c', type, number: '排0001', partyId: 'p', kind, day: '2031-11-01', left: 30 }
  await reaction.run({} as Tx, { realm: 'demo', data } as unknown as Parameters<typeof reaction.run>[1])
  return notices
}

test('before a licence ends its holder and who acts for them are told when, and how to renew it where its item renews it', async () => {
  const notices = await told(true)
  assert.deepEqual(
    notices.map(({ accountId }) => accountId),
    ['owner', 'agent'],
  )
  assert.match(notices[0]!.body, /排0001.*2031-11-01到期，还有30天。.*在“我的证照”里申请延续/)
  assert.match(notices[0]!.bodyEn, /ends on 2031-11-01, in 30 days.*renewal in your wallet/)
  assert.doesNotMatch((await told(false))[0]!.body, /延续/)
  assert.doesNotMatch((await told(true, 'annual-check'))[0]!.body, /延续/)
})
