import { webcrypto } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createLiveCalendar } from '#support/calendars/index.ts'
import { type CaseItem, type CaseNeeds, caseJobs, casesModule, compileFlow, createCases } from '#support/cases/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { testDatabase } from './database.ts'

type Left = { name: string; payload: Record<string, unknown>; key: string; runAt?: Date }

const realm = '441900'
const divisionCode = '441900000000'

/** Cases that run on the flows given, with FEEL, on a database of their own. */
export async function caseStage(flows: Record<string, string>, more: Partial<CaseNeeds> = {}) {
  const { db, close } = await testDatabase([groundModule, casesModule])
  let now = new Date('2026-11-02T02:00:00Z')
  const clock = () => now
  const left = new Map<string, Left>()
  const calendar = createLiveCalendar(holidays)
  const cases = createCases({
    db,
    clock,
    newId,
    random: (bytes) => webcrypto.getRandomValues(bytes),
    secrets: createSecrets(Buffer.alloc(32, 3)),
    publish: createPublish({ clock, newId }),
    jobs: {
      add: async (_tx, name, payload, { key = newId(), runAt } = {}) =>
        void left.set(key, { name, payload: payload as Left['payload'], key, ...(runAt ? { runAt } : {}) }),
      cancel: async (_tx, key) => void left.delete(key),
    },
    files: undefined as unknown as CaseNeeds['files'],
    calendar,
    calendarOf: calendar.officeOf,
    netOf: ({ key }) =>
      compileFlow(flows[key] ?? '', compileFeel, {
        key,
        called: async (name) => (flows[name] === undefined ? undefined : { xml: flows[name], version: 1 }),
      }),
    flowVersions: async () => Object.keys(flows).map((key) => ({ key, version: 1 })),
    rulesFor: async () => () => {
      throw new Error('no rule is asked here')
    },
    replay: async () => ({}),
    checkAnswers: async () => [],
    checkTaskData: async () => [],
    titlesOf: async () => new Map(),
    services: {},
    territory: async () => ({
      departmentWithin: (department, ancestor) => department === ancestor,
      divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
      departmentsUnder: (id) => [id],
      find: () => undefined,
    }),
    officers: async () => [],
    partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
    appendLeaf: async () => {},
    logRead: async () => {},
    ...more,
  })
  const handlers = caseJobs(cases)

  const person = (name: string, rest: Partial<Actor> = {}): Actor => ({
    kind: 'citizen',
    realm,
    accountId: newId(),
    name,
    level: 'L3',
    posts: [],
    ...rest,
  })
  const official = (role: PostRole, departmentId = 'office') =>
    person(role, {
      kind: 'official',
      posts: [{ id: newId(), role, departmentId, departmentName: '演示处', divisionCode }],
    })
  const applicant = person('申请人', { partyId: newId() })
  const hands = new Map<string, Actor>([['applicant', applicant]])
  const holder = (post: string): Actor => {
    const found = hands.get(post) ?? official(post as PostRole)
    hands.set(post, found)
    return found
  }
  const watcher = official('supervisor')

  async function open(
    flow: string,
    answers: Record<string, unknown> = {},
    { departmentId = 'office', limits = {} }: { departmentId?: string; limits?: CaseItem['limits'] } = {},
  ): Promise<string> {
    const { caseId } = await inTransaction(db, (tx) =>
      cases.open(tx, applicant, {
        item: {
          id: newId(),
          version: 1,
          name: '演示事项',
          flow: { key: flow, version: 1 },
          form: { key: 'none', version: 1 },
          departmentId,
          departmentName: '演示处',
          limits,
        },
        party: {
          partyId: applicant.partyId ?? '',
          name: applicant.name,
          kind: 'natural',
          accountId: applicant.accountId,
        },
        last4: '021X',
        divisionCode,
        channel: 'web',
        answers,
        facts: [],
        materials: [],
        disputes: [],
        gaps: [],
      }),
    )
    return caseId
  }

  const get = (caseId: string) => cases.get(watcher, caseId)
  /** The open to-dos of a case by the names of their steps, in order. */
  const waits = async (caseId: string) => (await get(caseId)).tasks.map((task) => task.name).sort()

  /** The to-do of a step is done by somebody who holds its post. */
  async function done(caseId: string, step: string, verb: string, data: Record<string, unknown> = {}): Promise<void> {
    const { tasks, version } = await get(caseId)
    const task = tasks.find((each) => each.name === step)
    if (task === undefined) throw new Error(`nothing waits at ${step}, but at ${tasks.map((each) => each.name)}`)
    await cases.act(holder(task.post), caseId, {
      verb: verb as Parameters<typeof cases.act>[2]['verb'],
      taskId: task.id,
      expectedVersion: version,
      reason: '演示',
      ...(Object.keys(data).length > 0 ? { data } : {}),
    })
  }

  /** The earliest timer of a case runs out, at its time. */
  async function timeOut(caseId: string): Promise<void> {
    const timers = [...left.values()].filter(({ name, payload }) => name === 'cases.timer' && payload.caseId === caseId)
    const [first] = timers.toSorted((one, other) => Number(one.runAt) - Number(other.runAt))
    if (first === undefined) throw new Error('no timer runs')
    left.delete(first.key)
    now = new Date(Math.max(Number(now), Number(first.runAt)))
    await handlers[first.name]?.(first.payload)
  }

  return {
    db,
    close,
    cases,
    clock,
    calendar,
    left,
    applicant,
    official,
    person,
    holder,
    open,
    get,
    waits,
    done,
    timeOut,
  }
}
