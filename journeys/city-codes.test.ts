import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { grantedFood } from './food-licence.ts'
import { findItem, partyOf, talentAnswers } from './people.ts'

const codeOf = (address: string) => address.split('/').at(-1)!
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

// D37 城市码, D38 数字名片, D42 企业码: from the holder's phone to who scans it and back into the holder's log.
describe('codes of the city', () => {
  let city: City
  let holder: Person
  let official: Person
  let stranger: Person
  let credentialId: string

  before(async () => {
    city = await startCity()
    holder = await signIn(city.url, 'wang.ceshi')
    official = await signIn(city.url, 'wj.slg')
    stranger = personAt(city.url)
    const itemId = await findItem(holder, '人才入户')
    const { body: draft } = await holder.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const done = await holder.post(`/applications/${draft.id}/submit`, { consent: true })
    assert.equal(done.status, 201, JSON.stringify(done.body))
    const { body } = await holder.get('/credentials?limit=50')
    credentialId = body.items.find((each: { status: string }) => each.status === 'valid').id
  })
  after(() => city.stop())

  const show = async (person: Person, body: Record<string, unknown> = {}) => {
    const answer = await person.post('/me/city-codes', body)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as { id: string; address: string }
  }

  test('a person’s code is for venues alone: the least is told, once, and the holder reads who, where and what for', async () => {
    const { id, address } = await show(holder)
    const scan = { code: codeOf(address), use: 'library', place: '南城分馆' }
    const refused = await stranger.post('/city-codes/scans', scan)
    assert.deepEqual([refused.status, refused.body.code], [403, 'city-codes.venues-only'])
    const key = { 'idempotency-key': 'the-one-scan-of-it' }
    const seen = await official.post('/city-codes/scans', scan, key)
    assert.equal(seen.status, 200, JSON.stringify(seen.body))
    // Whose answer was lost on the way gets it again, and nobody else does.
    assert.deepEqual((await official.post('/city-codes/scans', scan, key)).body, seen.body)
    assert.equal((await stranger.post('/city-codes/scans', scan, key)).body.code, 'city-codes.code-unknown')
    const { at: _at, ...said } = seen.body
    assert.deepEqual(said, { of: 'person', holder: '王测试', number: '999***********002X', credentials: [] })
    assert.equal((await official.post('/city-codes/scans', scan)).body.code, 'city-codes.code-unknown')
    const { body: after } = await holder.get(`/me/city-codes/${id}`)
    assert.deepEqual([after.state, after.seenBy], ['seen', '东莞市卫生健康局 陶春耕演示'])
    const { body: log } = await holder.get('/me/city-code-scans')
    const [line] = log.items
    assert.deepEqual([line.by, line.use, line.place], ['东莞市卫生健康局 陶春耕演示', 'library', '南城分馆'])
    const { body: reads } = await holder.get('/me/read-log?limit=50')
    assert.ok(JSON.stringify(reads).includes('扫码借阅'), JSON.stringify(reads))
  })

  test('a card shows the chosen fields of the chosen licences and no others, until it is taken back', async () => {
    const wanted = { title: '应聘用', chosen: [{ credentialId, fields: ['number'] }], validTo: inDays(7) }
    const { status, body: card } = await holder.post('/me/cards', wanted)
    assert.equal(status, 201, JSON.stringify(card))
    const { address } = await show(holder, { cardId: card.id })
    const { body: seen } = await stranger.post('/city-codes/scans', { code: codeOf(address), use: 'partner' })
    assert.deepEqual([seen.of, seen.title, seen.holder, seen.number], ['card', '应聘用', '王测试', undefined])
    const [shown] = seen.credentials
    assert.deepEqual([shown.genuine, shown.status, shown.number], [true, 'valid', undefined])
    assert.deepEqual(
      shown.fields.map(({ key }: { key: string }) => key),
      ['number'],
    )
    const { body: mine } = await holder.get('/me/cards')
    assert.deepEqual([mine.items[0].views, mine.items[0].state], [1, 'open'])

    const open = await show(holder, { cardId: card.id })
    assert.equal((await holder.delete(`/me/cards/${card.id}`)).status, 204)
    const late = await stranger.post('/city-codes/scans', { code: codeOf(open.address), use: 'partner' })
    assert.equal(late.body.code, 'city-codes.card-over')
    assert.equal((await holder.post('/me/city-codes', { cardId: card.id })).body.code, 'city-codes.card-over')
  })

  test('no card is made of what is not one’s own, of unknown fields, or without an end', async () => {
    const other = await signIn(city.url, 'li.xugou')
    const card = (more: Record<string, unknown> = {}) => ({
      title: '名片',
      chosen: [{ credentialId, fields: ['number'] }],
      validTo: inDays(7),
      ...more,
    })
    assert.equal((await other.post('/me/cards', card())).status, 404)
    const unknown = await holder.post('/me/cards', card({ chosen: [{ credentialId, fields: ['shoeSize'] }] }))
    assert.equal(unknown.body.code, 'city-codes.field-unknown')
    assert.equal((await holder.post('/me/cards', card({ validTo: inDays(800) }))).body.code, 'city-codes.valid-to')
  })

  test('the code of a firm shows anybody its licences, by what everybody may read, and on how many lists it stands', async () => {
    const { agent, licence } = await grantedFood(city.url, '南城街道示例路66号')
    const partyId = await partyOf(agent, '测试餐饮店')
    const { address } = await show(agent, { partyId })
    const { body: seen } = await stranger.post('/city-codes/scans', { code: codeOf(address), use: 'partner' })
    assert.deepEqual([seen.of, seen.holder, seen.number], ['firm', '东莞市测试餐饮店（演示）', '92441900MADEM00115'])
    assert.deepEqual(Object.keys(seen.credit), ['red', 'black'])
    const shown = seen.credentials.find((each: { number: string }) => each.number === licence.number)
    assert.deepEqual([shown.name, shown.status, shown.genuine], ['食品经营许可证', 'valid', true])
    const { body: face } = await stranger.get(`/verifications/${licence.verifyCode}`)
    assert.deepEqual(
      shown.fields.map(({ key }: { key: string }) => key),
      face.elements.map(({ key }: { key: string }) => key),
    )
    const other = await signIn(city.url, 'li.xugou')
    assert.equal((await other.post('/me/city-codes', { partyId })).body.code, 'city-codes.not-yours')
  })
})
