import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startGateway } from '../platform/testing/cmpp-simulator.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { findItem, layoutPdf } from './people.ts'

// D11: somebody without a computer stands at the window; the clerk fills in for them, they confirm by phone or signature.
describe('a clerk applies for the person at the window', () => {
  let city: City
  let folder: string
  let gateway: Awaited<ReturnType<typeof startGateway>>
  let clerk: Person
  let itemId: string

  before(async () => {
    const account = { source: '901234', secret: 'shared' }
    gateway = await startGateway(account)
    folder = await mkdtemp(join(tmpdir(), 'zt-counter-'))
    const sms = { kind: 'cmpp', key: 'sms', name: '模拟网关', host: '127.0.0.1', port: gateway.port, simulated: true }
    const settings = [{ ...sms, ...account, service: 'ZT', number: '1069012345' }]
    await writeFile(join(folder, 'messages.json'), JSON.stringify(settings))
    city = await startCity({ env: { ZT_MESSAGES: join(folder, 'messages.json') } })
    clerk = await signIn(city.url, 'slg')
    itemId = await findItem(clerk, '高龄津贴', '高龄津贴')
  })
  after(async () => {
    await city?.stop()
    await gateway?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const qin = { name: '秦测试', idNumber: '999900193803053019', identifiedBy: 'id-card' }
  const answers = { answers: { useOwnCard: true }, confirm: ['promise'] }

  async function begin(): Promise<string> {
    const { status, body } = await clerk.post('/counter-applications', { itemId, ...qin })
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual(
      [body.person, body.application.applicant.name, body.idNumber],
      ['秦测试', '秦测试', '999***********3019'],
    )
    return body.id
  }

  test('facts come from registers, the person confirms by a code on their own phone, and the case says for whom', async () => {
    const id = await begin()
    const filled = await clerk.patch(`/counter-applications/${id}`, answers)
    assert.equal(filled.status, 200, JSON.stringify(filled.body))
    assert.ok(filled.body.application.facts.length > 0)
    assert.equal(
      (await clerk.post(`/counter-applications/${id}/submit`, { consent: true })).body.code,
      'counter.not-confirmed',
    )
    assert.equal((await clerk.post(`/counter-applications/${id}/confirmation-codes`)).status, 202)
    const text = await eventually(() => gateway.taken.find((each) => each.text.includes('验证码'))?.text)
    assert.match(text, /窗口正在替您申请/)
    const code = /验证码 (\d{6})/.exec(text)![1]!
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    assert.equal(
      (await clerk.post(`/counter-applications/${id}/confirmation`, { code: wrong })).body.code,
      'counter.wrong-code',
    )
    const confirmed = await clerk.post(`/counter-applications/${id}/confirmation`, { code })
    assert.deepEqual([confirmed.body.confirmation.by, confirmed.body.confirmation.stands], ['phone', true])
    const done = await clerk.post(`/counter-applications/${id}/submit`, { consent: true })
    assert.equal(done.status, 201, JSON.stringify(done.body))

    // It is among the person's own cases, and says that the window submitted it for them.
    const person = await signIn(city.url, 'qin.ceshi')
    const { body: own } = await person.get(`/cases/${done.body.caseId}`)
    assert.equal(own.applicant.name, '秦测试')
    const submitted = own.timeline.find(({ verb }: { verb: string }) => verb === 'submit')
    assert.equal(submitted.onBehalfOf, '秦测试')
    const { body: seen } = await clerk.get(`/cases/${done.body.caseId}`)
    if (seen.timeline) assert.match(seen.timeline.find(({ verb }: { verb: string }) => verb === 'submit').actor, /演示/)
    assert.equal((await clerk.get(`/counter-applications/${id}`)).status, 404)
  })

  test('what is changed after the confirmation must be confirmed again; a signed paper does it too and stays with the case', async () => {
    const id = await begin()
    const signed = await clerk.upload('PUT', `/counter-applications/${id}/signed-paper`, '确认书.pdf', layoutPdf)
    assert.deepEqual([signed.body.confirmation.by, signed.body.confirmation.stands], ['paper', true])
    const { body: changed } = await clerk.patch(`/counter-applications/${id}`, answers)
    assert.equal(changed.confirmation.stands, false)
    assert.equal(
      (await clerk.post(`/counter-applications/${id}/submit`, { consent: true })).body.code,
      'counter.not-confirmed',
    )
    await clerk.upload('PUT', `/counter-applications/${id}/signed-paper`, '确认书.pdf', layoutPdf)
    const done = await clerk.post(`/counter-applications/${id}/submit`, { consent: true })
    assert.equal(done.status, 201, JSON.stringify(done.body))
    const person = await signIn(city.url, 'qin.ceshi')
    const { body: own } = await person.get(`/cases/${done.body.caseId}`)
    assert.ok(own.materials.some(({ name }: { name: string }) => name === '本人签字的确认书'))
  })

  test('nobody else’s name, no wrong number, no other post, no other clerk', async () => {
    const ask = (more: object) => clerk.post('/counter-applications', { itemId, ...qin, ...more })
    assert.equal((await ask({ name: '别人' })).body.code, 'counter.not-the-person')
    assert.equal((await ask({ idNumber: '999900193803053010' })).body.code, 'counter.bad-number')
    const id = await begin()
    const reviewer = await signIn(city.url, 'shg')
    assert.equal((await reviewer.post('/counter-applications', { itemId, ...qin })).status, 403)
    const other = await signIn(city.url, 'nc.slg')
    assert.equal((await other.get(`/counter-applications/${id}`)).status, 404)
    assert.equal((await clerk.delete(`/counter-applications/${id}`)).status, 204)
  })
})

async function eventually<Found>(look: () => Found | undefined): Promise<Found> {
  for (let tries = 0; tries < 100; tries++) {
    const found = look()
    if (found !== undefined) return found
    await sleep(100)
  }
  throw new Error('It did not come in ten seconds')
}
