import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CityInTime, startCityInTime } from './city-in-time.ts'
import { type Person, personAt, signIn } from './client.ts'
import { findItem } from './people.ts'

// D28, D52, D53, D54: where services are given, the queue before the windows, and who is too far away. A Monday, ten o'clock.
describe('a hall and its queue', () => {
  let city: CityInTime
  let stranger: Person
  let clerk: Person
  let manager: Person
  const minutes = (count: number) => city.goTo(new Date(city.now().getTime() + count * 60_000))

  before(async () => {
    city = await startCityInTime(new Date('2026-11-23T02:00:00Z'))
    stranger = personAt(city.url)
    clerk = await signIn(city.url, 'slg')
    manager = await signIn(city.url, 'supervisor')
  })
  after(() => city?.stop())

  test('anybody finds a point by what it handles, by tier and by whether it is open, with hours and queue', async () => {
    const all = (await stranger.get('/service-points')).body.items
    assert.deepEqual(
      new Set(all.map(({ tier }: { tier: string }) => tier)),
      new Set(['city', 'town', 'village', 'kiosk', 'bank']),
    )
    const item = await findItem(stranger, '人才入户')
    const able = (await stranger.get(`/service-points?itemId=${item}`)).body.items
    assert.deepEqual(
      able.map(({ key }: { key: string }) => key),
      ['city-hall', 'songshanhu-centre'],
    )
    assert.deepEqual(able[0].today, [
      { opens: '09:00', closes: '12:00' },
      { opens: '13:00', closes: '17:00' },
    ])
    assert.equal(able[0].open, true)
    assert.deepEqual(able[0].queue, { waiting: 0, openWindows: 0, minutes: 0 })
    assert.ok((await stranger.get('/service-points?open=true&tier=village')).body.items.length > 0)
    assert.equal((await stranger.get('/service-points/nowhere')).body.code, 'halls.missing')
  })

  test('numbers are called in turn, the green channel first, and the screen names nobody', async () => {
    const wang = await signIn(city.url, 'wang.ceshi')
    const qin = await signIn(city.url, 'qin.ceshi')
    const item = await findItem(wang, '人才入户')
    const first = await wang.post('/service-points/city-hall/tickets', { itemId: item })
    assert.equal(first.status, 201, JSON.stringify(first.body))
    assert.deepEqual([first.body.no, first.body.ahead, first.body.may], ['A001', 0, ['cancel']])
    assert.equal((await wang.post('/service-points/city-hall/tickets', {})).body.code, 'queues.has-ticket')
    assert.equal(
      (await wang.post('/service-points/humen-centre/tickets', { itemId: item })).body.code,
      'queues.not-here',
    )
    assert.equal((await wang.post('/service-points/gangbei-kiosk/tickets', {})).body.code, 'queues.no-windows')
    const green = await qin.post('/service-points/city-hall/tickets', { green: 'elder' })
    assert.equal(green.body.no, 'G001')
    // A person without an account: the clerk, or the machine of the hall, takes a number for them.
    const walkIn = await clerk.post('/service-points/city-hall/tickets', { channel: 'kiosk' })
    assert.deepEqual([walkIn.body.no, walkIn.body.ahead, walkIn.body.minutes], ['A002', 2, 24])
    const [mine] = (await wang.get('/tickets')).body.items
    assert.deepEqual([mine.ahead, mine.minutes], [1, 12])

    const opened = await clerk.post('/window-duty', { point: 'city-hall', window: '01' })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    const called = await clerk.post('/window-duty/calls')
    assert.deepEqual([called.body.ticket.no, called.body.ticket.person, called.body.waiting], ['G001', '秦测试', 2])
    assert.equal((await clerk.post('/window-duty/calls')).body.code, 'queues.still-serving')
    assert.equal((await clerk.delete('/window-duty')).body.code, 'queues.still-serving')
    const screen = await stranger.get('/service-points/city-hall/calls')
    assert.deepEqual(screen.body.calls[0], { no: 'G001', window: '01', at: city.now().toISOString(), again: false })
    assert.deepEqual(screen.body.next, ['A001', 'A002'])
    assert.doesNotMatch(JSON.stringify(screen.body), /秦|王|测试/)
    await minutes(7)
    const finished = await clerk.post(`/tickets/${called.body.ticket.id}/acts`, { verb: 'finish' })
    assert.equal(finished.body.state, 'finished')
  })

  test('who does not come is skipped and comes back; who is at the wrong window is sent on and goes first', async () => {
    const { ticket } = (await clerk.post('/window-duty/calls')).body
    assert.equal(ticket.no, 'A001')
    const act = (verb: string, more: object = {}) => clerk.post(`/tickets/${ticket.id}/acts`, { verb, ...more })
    assert.equal((await act('recall')).body.calls, 2)
    assert.equal((await stranger.get('/service-points/city-hall/calls')).body.calls[0].again, true)
    assert.equal((await act('skip')).body.state, 'skipped')
    assert.deepEqual((await stranger.get('/service-points/city-hall/calls')).body.skipped, ['A001'])
    assert.equal((await act('finish')).body.code, 'queues.not-now')
    assert.equal((await act('return')).body.state, 'waiting')
    const { ticket: next } = (await clerk.post('/window-duty/calls')).body
    assert.equal(next.no, 'A002')
    const sent = await clerk.post(`/tickets/${next.id}/acts`, { verb: 'transfer', window: '05' })
    assert.equal(sent.body.state, 'waiting')
    assert.equal((await clerk.post(`/tickets/${next.id}/acts`, { verb: 'transfer', window: '99' })).status, 403)
    const results = await signIn(city.url, 'zs.slg')
    await results.post('/window-duty', { point: 'city-hall', window: '05' })
    assert.equal((await results.post('/window-duty/calls')).body.ticket.no, 'A002')
  })

  test('the manager sees the load of each window and moves a clerk, others do not', async () => {
    const { body: load } = await manager.get('/service-points/city-hall/load')
    assert.deepEqual([load.waiting, load.served, load.averageService], [1, 1, 7])
    const [first] = load.windows
    assert.deepEqual([first.window, first.clerk, first.served, first.averageMinutes], ['01', '何谷雨演示', 1, 7])
    assert.equal(load.windows[4].now, 'A002')
    const busy = await manager.post(`/window-duties/${load.windows[4].dutyId}/moves`, { window: '03' })
    assert.equal(busy.body.code, 'queues.still-serving')
    const moved = await manager.post(`/window-duties/${first.dutyId}/moves`, { window: '02' })
    assert.deepEqual([moved.body.windows[0].clerk, moved.body.windows[1].clerk], [undefined, '何谷雨演示'])
    assert.equal((await clerk.get('/window-duty')).body.duty.window, '02')
    assert.equal((await clerk.get('/service-points/city-hall/load')).status, 403)
    assert.equal((await clerk.post(`/window-duties/${first.dutyId}/moves`, { window: '03' })).status, 404)
  })

  test('nobody acts on another’s number, at another’s window or in another town', async () => {
    const wang = await signIn(city.url, 'wang.ceshi')
    const chen = await signIn(city.url, 'chen.yanshi')
    const [{ id }] = (await wang.get('/tickets')).body.items
    assert.equal((await chen.get(`/tickets/${id}`)).status, 404)
    assert.equal((await chen.post(`/tickets/${id}/acts`, { verb: 'cancel' })).status, 404)
    const elsewhere = await signIn(city.url, 'nc.slg')
    assert.equal(
      (await elsewhere.post('/window-duty', { point: 'humen-centre', window: '1' })).body.code,
      'queues.forbidden',
    )
    assert.equal(
      (await elsewhere.post('/window-duty', { point: 'city-hall', window: '02' })).body.code,
      'queues.window-taken',
    )
    const seen = await elsewhere.get(`/tickets/${id}`)
    assert.equal(seen.body.person, undefined)
    assert.equal((await wang.post(`/tickets/${id}/acts`, { verb: 'finish' })).status, 403)
    assert.equal((await wang.post(`/tickets/${id}/acts`, { verb: 'cancel' })).body.state, 'cancelled')
  })

  test('what each point handles is held against the standard list of its tier', async () => {
    const { items } = (await manager.get('/service-point-comparisons')).body
    const of = (key: string) => items.find((each: { key: string }) => each.key === key)
    assert.deepEqual([of('city-hall').handled, of('city-hall').standard, of('city-hall').missing], [16, 16, []])
    assert.deepEqual([of('yuanmei-village').handled, of('yuanmei-village').standard], [3, 4])
    assert.equal(of('yuanmei-village').missing.length, 1)
    assert.match(of('dongcheng-centre').missing.join(), /餐/)
    assert.equal((await clerk.get('/service-point-comparisons')).status, 403)
  })

  test('who lives over ten minutes away is counted, and where a point would help most people is proposed', async () => {
    const { body } = await manager.get('/service-point-reach')
    const far = body.areas.filter(({ within }: { within: boolean }) => !within)
    const people = far.reduce((sum: number, { population }: { population: number }) => sum + population, 0)
    assert.ok(people > 0)
    assert.equal(body.population - body.within, people)
    assert.ok(body.areas.some(({ name, within }: { name: string; within: boolean }) => name === '元美社区' && within))
    const [best, second] = body.proposals
    assert.ok(best.gains >= second.gains)
    assert.equal((await stranger.get('/service-point-reach')).status, 401)
  })

  test('a slot is booked once by a person and never beyond its capacity, and who comes goes first', async () => {
    const people = await Promise.all(['chen.yanshi', 'wei.shiban', 'jiang.ceshi'].map((name) => signIn(city.url, name)))
    const path = '/service-points/songshanhu-centre'
    const [{ day, slots }] = (await stranger.get(`${path}/slots`)).body.items
    assert.equal(day, '2026-11-23')
    const { time, free } = slots[0]
    assert.deepEqual([time, free], ['10:30', 2])
    const booked = await Promise.all(people.map((person) => person.post(`${path}/appointments`, { day, time })))
    assert.deepEqual(booked.map(({ status }) => status).toSorted(), [201, 201, 409])
    assert.equal(booked.find(({ status }) => status === 409)!.body.code, 'queues.slot-full')
    const holders = people.filter((_, index) => booked[index]!.status === 201)
    const [first, second] = holders
    assert.equal(
      (await first!.post(`${path}/appointments`, { day, time: '11:00' })).body.code,
      'queues.has-appointment',
    )
    assert.equal((await first!.post(`${path}/appointments`, { day, time: '10:31' })).body.code, 'queues.bad-slot')
    assert.equal(
      (await first!.post('/service-points/yuanmei-village/appointments', { day, time })).body.code,
      'queues.no-appointments',
    )
    const [mine] = (await second!.get('/appointments')).body.items
    assert.equal((await second!.post(`/appointments/${mine.id}/acts`, { verb: 'arrive' })).status, 403)
    assert.equal((await first!.post(`/appointments/${mine.id}/acts`, { verb: 'cancel' })).status, 404)
    assert.equal((await second!.post(`/appointments/${mine.id}/acts`, { verb: 'cancel' })).body.state, 'cancelled')
    const auditor = await signIn(city.url, 'audit')
    const { items: lines } = (await auditor.get('/audit?action=queues.appointment-cancel&limit=5')).body
    assert.equal(lines[0].entry.objectId, mine.id)
    assert.equal((await stranger.get(`${path}/slots`)).body.items[0].slots[0].free, 1)

    // Somebody without an appointment was there before.
    await clerk.post(`${path}/tickets`, {})
    const expected = (await clerk.get(`${path}/appointments?day=${day}`)).body.items
    const due = expected.find(({ state }: { state: string }) => state === 'booked')
    assert.match(due.person, /\*/)
    const arrived = await clerk.post(`/appointments/${due.id}/acts`, { verb: 'arrive' })
    assert.deepEqual([arrived.body.state, arrived.body.ticket], ['arrived', 'A002'])
    const [ticket] = (await first!.get('/tickets')).body.items
    assert.deepEqual([ticket.no, ticket.ahead], ['A002', 0])
  })

  test('who calls twice at once calls one person, who leaves at that moment leaves nobody behind', async () => {
    const [one, two] = await Promise.all(['qin.ceshi', 'zhao.ceshi'].map((name) => signIn(city.url, name)))
    for (const person of [one!, two!])
      assert.equal((await person.post('/service-points/city-hall/tickets')).status, 201)
    const calls = await Promise.all([1, 2, 3].map(() => clerk.post('/window-duty/calls')))
    assert.deepEqual(calls.map(({ status }) => status).toSorted(), [200, 409, 409])
    assert.deepEqual(new Set(calls.flatMap(({ body }) => body.code ?? [])), new Set(['queues.still-serving']))
    const { id } = calls.find(({ status }) => status === 200)!.body.ticket
    assert.equal((await clerk.post(`/tickets/${id}/acts`, { verb: 'skip' })).body.state, 'skipped')

    // Who was skipped took another number: the old one does not stand beside it.
    assert.equal((await one!.post('/service-points/city-hall/tickets')).status, 201)
    assert.equal((await clerk.post(`/tickets/${id}/acts`, { verb: 'return' })).body.code, 'queues.another-ticket')

    const [called, left] = await Promise.all([clerk.post('/window-duty/calls'), clerk.delete('/window-duty')])
    const { duty } = (await clerk.get('/window-duty')).body
    assert.deepEqual([called.status, left.status].toSorted(), left.status === 204 ? [204, 409] : [200, 409])
    assert.equal(duty?.ticket !== undefined, called.status === 200)
  })

  test('after hours no number is given', async () => {
    await city.goTo(new Date('2026-11-23T11:00:00Z'))
    const wang = await signIn(city.url, 'wang.ceshi')
    assert.equal((await wang.post('/service-points/city-hall/tickets', {})).body.code, 'queues.closed')
    assert.equal((await stranger.get('/service-points/city-hall')).body.open, false)
  })
})
