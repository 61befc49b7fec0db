import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { grantedFood } from './food-licence.ts'
import { eventually } from './people.ts'

const basis = '某条例第十二条（演示）'

/** The ways to take a licence away (行政许可法第8、69条, 行政处罚法第9、63条), and what each must say. */
const table = [
  {
    verb: 'withdraw',
    status: 'withdrawn',
    letter: '撤回行政许可决定书',
    number: /^撤回〔/,
    title: '证照被撤回',
    says: { ground: 'law-changed', basis, compensation: '没有财产损失' },
    lacks: 'compensation',
  },
  {
    verb: 'annul',
    status: 'annulled',
    letter: '撤销行政许可决定书',
    number: /^撤销〔/,
    title: '证照被撤销',
    says: { ground: 'procedure', basis },
    lacks: 'ground',
  },
  {
    verb: 'revoke',
    status: 'revoked',
    letter: '吊销许可证件决定书',
    number: /^吊销〔/,
    title: '证照被吊销',
    says: { ground: 'penalty', basis, hearing: '2026年10月8日告知听证权利，没有要求听证' },
    lacks: 'hearing',
  },
] as const

// 撤回、撤销、吊销 of a licence, each followed by 注销: with its article, by who decides, on paper, and seen wherever it is shown.
describe('the ends of a licence', () => {
  let city: City
  before(async () => {
    city = await startCity()
  })
  after(() => city.stop())
  const as = (username: string): Promise<Person> => signIn(city.url, username)

  for (const [shop, { verb, status, letter, number, title, says, lacks }] of table.entries())
    test(`${verb}, and then struck off`, async () => {
      const { caseId, agent, licence } = await grantedFood(city.url, `南城街道示例路26号10${shop}铺`)
      const acts = `/credentials/${licence.id}/acts`
      const reason = '核查发现，见调查笔录（演示）'
      for (const stranger of ['shg', 'rs.jdg', 'shen.yangli']) {
        const { status: said } = await (await as(stranger)).post(acts, { verb, reason, ...says })
        assert.ok(said === 403 || said === 404, `${stranger} may not`)
      }
      const decider = await as('jdg')
      const { [lacks as keyof typeof says]: _, ...less } = says
      const incomplete = await decider.post(acts, { verb, reason, ...less })
      assert.deepEqual([incomplete.status, incomplete.body.errors[0].pointer], [422, `/${lacks}`])
      assert.equal((await agent.get(`/credentials/${licence.id}`)).body.credential.status, 'valid', 'nothing was done')

      const done = await decider.post(acts, { verb, reason, ...says })
      assert.equal(done.body.credential.status, status, JSON.stringify(done.body))
      const step = done.body.steps.at(-1)
      assert.match(step.paper.number, number)
      assert.equal(step.paper.name, letter)
      const { body: paper } = await agent.get(`/credentials/${step.paper.id}`)
      const { elements } = paper.credential.record
      assert.match(elements.reason, /见调查笔录/)
      assert.match(elements.remedies, /东莞市人民政府/)
      const pdf = (await agent.get(`/credentials/${step.paper.id}/pdf`)).body as unknown as Buffer
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')

      // Seen in the wallet, at the case, by anybody with the code, and told to the holder.
      const inWallet = (await agent.get('/credentials?limit=100')).body.items
      assert.equal(inWallet.find((each: { id: string }) => each.id === licence.id).status, status)
      const atCase = (await agent.get(`/credentials?caseId=${caseId}`)).body.items
      assert.equal(atCase.find((each: { id: string }) => each.id === licence.id).status, status)
      const { body: checked } = await personAt(city.url).get(`/verifications/${licence.verifyCode}`)
      assert.deepEqual([checked.genuine, checked.status], [true, status])
      await eventually(async () => {
        const { items } = (await agent.get('/me/notices?limit=50')).body
        return items.find(
          (each: { title: string; body: string }) => each.title === title && each.body.includes(licence.number),
        )
      })

      const twice = await decider.post(acts, { verb, reason, ...says })
      assert.equal(twice.status, 409)
      const struck = await decider.post(acts, { verb: 'cancel', reason: '依法办理注销手续', ground: 'ended', basis })
      assert.equal(struck.body.credential.status, 'cancelled', JSON.stringify(struck.body))
      assert.match(struck.body.steps.at(-1).paper.number, /^注销〔/)
    })
})
