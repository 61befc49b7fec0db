import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Refusal } from './errors.ts'
import holidays from './working-days/holidays.json' with { type: 'json' }
import { cityDate, createCalendar } from './working-days.ts'

const calendar = createCalendar(holidays)
const certain = (date: string) => ({ date, provisional: false })

test('the day of acceptance is not counted: 20 working days from Mon 2026-11-02 end on Mon 2026-11-30', () => {
  assert.deepEqual(calendar.addWorkingDays('2026-11-02', 20), certain('2026-11-30'))
})

test('a suspension adds the working days inside it: expert review 11-10 to 11-16 moves the end to 12-07', () => {
  assert.deepEqual(calendar.workingDaysWithin('2026-11-10', '2026-11-16'), { days: 5, provisional: false })
  assert.deepEqual(calendar.addWorkingDays('2026-11-30', 5), certain('2026-12-07'))
})

test('a correction notice for Mon 2026-11-02 is due within five working days, on 11-09', () => {
  assert.deepEqual(calendar.addWorkingDays('2026-11-02', 5), certain('2026-11-09'))
})

test('a registration of Mon 2026-11-02 is due Thu 11-05, extended Tue 11-10', () => {
  const due = calendar.addWorkingDays('2026-11-02', 3)
  assert.deepEqual(due, certain('2026-11-05'))
  assert.deepEqual(calendar.addWorkingDays(due.date, 3), certain('2026-11-10'))
})

test('a food licence accepted 2026-11-02 is due 11-16, extended 11-23', () => {
  const due = calendar.addWorkingDays('2026-11-02', 10)
  assert.deepEqual(due, certain('2026-11-16'))
  assert.deepEqual(calendar.addWorkingDays(due.date, 5), certain('2026-11-23'))
})

test('looking back, the 15th working day before 2026-11-30 is 11-09 and the 90th is 07-21', () => {
  assert.deepEqual(calendar.addWorkingDays('2026-11-30', -15), certain('2026-11-09'))
  assert.deepEqual(calendar.addWorkingDays('2026-11-30', -90), certain('2026-07-21'))
  assert.equal(calendar.workingDaysBetween('2026-11-09', '2026-11-30').days, 15)
})

test('the spring festival of 2026 is off, its make-up Saturdays are worked', () => {
  assert.deepEqual(calendar.isWorkingDay('2026-02-17'), { working: false, provisional: false })
  assert.deepEqual(calendar.isWorkingDay('2026-02-14'), { working: true, provisional: false })
  assert.deepEqual(calendar.isWorkingDay('2026-02-28'), { working: true, provisional: false })
  assert.deepEqual(calendar.isWorkingDay('2026-03-01'), { working: false, provisional: false })
  assert.deepEqual(calendar.addWorkingDays('2026-02-13', 2), certain('2026-02-24'))
})

test('a notice also rules the end of the year before: 2018-12-29 was worked by the notice for 2019', () => {
  assert.equal(calendar.isWorkingDay('2018-12-29').working, true)
  assert.equal(calendar.isWorkingDay('2018-12-31').working, false)
})

test('a count that reaches a year without a notice goes by weekends and says it is provisional', () => {
  assert.deepEqual(calendar.isWorkingDay('2027-02-08'), { working: true, provisional: true })
  assert.deepEqual(calendar.addWorkingDays('2026-12-31', 1), { date: '2027-01-01', provisional: true })
  assert.deepEqual(calendar.addWorkingDays('2026-12-30', 1), certain('2026-12-31'))
  assert.deepEqual(calendar.workingDaysBetween('2026-12-31', '2027-01-08'), { days: 6, provisional: true })
  assert.equal(calendar.workingDaysBetween('2026-12-30', '2026-12-31').provisional, false)
  assert.equal(calendar.addWorkingDays('2018-01-03', -1).provisional, false)
  assert.equal(calendar.addWorkingDays('2018-01-02', -1).provisional, true)
})

test('the days left go from positive to zero on the last day to negative when overdue', () => {
  const left = (today: string) => calendar.workingDaysRemaining(today, '2026-11-16').days
  assert.equal(left('2026-11-12'), 2)
  assert.equal(left('2026-11-14'), 1)
  assert.equal(left('2026-11-16'), 0)
  assert.equal(left('2026-11-18'), -2)
})

test('adding and counting are inverse for every day of the published years', () => {
  for (let day = Date.UTC(2019, 0, 1); day < Date.UTC(2026, 0, 1); day += 86_400_000 * 3) {
    const date = new Date(day).toISOString().slice(0, 10)
    for (const n of [1, 7, 60]) {
      const end = calendar.addWorkingDays(date, n).date
      assert.ok(calendar.isWorkingDay(end).working)
      assert.equal(calendar.workingDaysBetween(date, end).days, n)
    }
  }
})

test('zero working days is the day itself', () => {
  assert.deepEqual(calendar.addWorkingDays('2026-11-01', 0), certain('2026-11-01'))
})

test('what is not a date, or lies outside 1990 to 2099, is refused', () => {
  const refuses = (act: () => unknown) =>
    assert.throws(act, (error) => error instanceof Refusal && error.code === 'working-days.bad-date')
  refuses(() => calendar.isWorkingDay('2026-02-30'))
  refuses(() => calendar.isWorkingDay('1989-12-31'))
  refuses(() => calendar.addWorkingDays('2099-12-30', 10))
  refuses(() => calendar.addWorkingDays('1990-01-02', -10))
  refuses(() => calendar.endOfOfficeDay('tomorrow'))
  assert.throws(() => calendar.addWorkingDays('2026-11-02', 1.5), RangeError)
})

test('the city is eight hours ahead of UTC, so its day begins at 16:00 UTC', () => {
  assert.equal(cityDate(new Date('2026-11-22T15:59:59.999Z')), '2026-11-22')
  assert.equal(cityDate(new Date('2026-11-22T16:00:00Z')), '2026-11-23')
})

test('an office closes at 17:30 unless its calendar says otherwise', () => {
  assert.equal(calendar.endOfOfficeDay('2026-11-30').toISOString(), '2026-11-30T09:30:00.000Z')
  assert.equal(calendar.startOfOfficeDay('2026-11-30').toISOString(), '2026-11-30T00:30:00.000Z')
  const early = createCalendar({ ...holidays, hours: { opens: '09:00', closes: '16:00' } })
  assert.equal(early.endOfOfficeDay('2026-11-30').toISOString(), '2026-11-30T08:00:00.000Z')
})

const FACTS = new URL('../../../shared/data/holidays/', import.meta.url)
const noFacts = !existsSync(FACTS) && 'the holiday facts of ../shared/data are not here'

test('the calendar carries exactly the published days and papers of 2018 to 2026', { skip: noFacts }, () => {
  type Facts = { papers: string[]; days: { date: string; isOffDay: boolean }[] }
  for (let year = 2018; year <= 2027; year++) {
    const facts = JSON.parse(readFileSync(new URL(`${year}.json`, FACTS), 'utf8')) as Facts
    const published = new Map<string, unknown>(Object.entries(holidays.years)).get(String(year))
    const dates = (isOffDay: boolean) => facts.days.filter((day) => day.isOffDay === isOffDay).map((day) => day.date)
    if (facts.papers.length === 0) assert.equal(published, undefined)
    else assert.deepEqual(published, { source: facts.papers, off: dates(true), work: dates(false) })
  }
})

test('an office that opens on Saturday morning counts it, from the day that is so, and closes at its own hour', () => {
  const week = { sat: { opens: '09:00', closes: '12:00' }, mon: null }
  const hall = createCalendar({ version: 'x', years: holidays.years, periods: [{ from: '2026-11-09', week }] })
  assert.equal(hall.isWorkingDay('2026-11-07').working, false, 'the Saturday before')
  assert.equal(hall.isWorkingDay('2026-11-14').working, true)
  assert.equal(hall.isWorkingDay('2026-11-09').working, true, 'closed, but no limit is longer for it')
  assert.equal(hall.addWorkingDays('2026-11-12', 2).date, '2026-11-14')
  assert.equal(hall.endOfOfficeDay('2026-11-14').toISOString(), '2026-11-14T04:00:00.000Z')
  assert.equal(hall.endOfOfficeDay('2026-11-13').toISOString(), '2026-11-13T09:30:00.000Z')
})

test('a holiday of the city closes the hall too, unless it says otherwise; a later period ends an earlier one', () => {
  const hall = createCalendar({
    version: 'x',
    years: { 2026: { off: ['2026-11-14', '2026-11-28'], work: [] } },
    periods: [
      {
        from: '2026-11-01',
        week: { sat: { opens: '09:00', closes: '12:00' } },
        work: ['2026-11-28'],
        off: ['2026-11-16'],
      },
      { from: '2026-12-01' },
    ],
  })
  const working = (date: string) => hall.isWorkingDay(date).working
  assert.deepEqual(['2026-11-14', '2026-11-16', '2026-11-21', '2026-11-28', '2026-12-05'].map(working), [
    false,
    false,
    true,
    true,
    false,
  ])
})
