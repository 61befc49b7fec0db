import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openIdStage, realm } from '#testing/openid-stage.ts'
import { openIdCommand } from './openid.ts'

const stage = await openIdStage()
after(() => stage.stop())

test('the command rotates both directories or one, and refuses what it does not know', async () => {
  const said: string[] = []
  const io = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    open: async () => ({ openId: stage.openId, realm, close: async () => undefined }),
  }
  assert.equal(await openIdCommand.run(['rotate-keys', '--json'], io), 0)
  assert.deepEqual(JSON.parse(said.at(-1)!), { rotated: ['staff', 'public'] })
  assert.equal(await openIdCommand.run(['rotate-keys', '--directory', 'staff', '--json'], io), 0)
  assert.deepEqual(JSON.parse(said.at(-1)!), { rotated: ['staff'] })
  for (const args of [[], ['rotate-keys', '--directory', 'other'], ['burn']])
    assert.equal(await openIdCommand.run(args, io), 2)
})
