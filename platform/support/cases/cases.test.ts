import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { openBeekeepers } from '#testing/beekeepers.ts'

const {
  time,
  realm,
  cases,
  leaves,
  reads,
  person,
  official,
  applicant,
  stranger,
  intake,
  reviewer,
  decider,
  open,
  act,
  close,
} = await openBeekeepers()
after(close)

describe('a case from submission to decision', () => {
  test('is numbered, gets a query code, and its clocks begin as the law says', async () => {
    const opened = await open()

    const view = await cases.get(applicant, opened.caseId)
    assert.match(opened.caseNo, /^r20261102\d{6}$/)
    assert.equal(view.queryCode, opened.queryCode)
    assert.deepEqual(
      view.clocks.map(({ key, state, due }) => [key, state, due]),
      [
        ['intake', 'running', '2026-11-09'],
        ['promise', 'not-started', undefined],
        ['legal', 'not-started', undefined],
      ],
    )
  })

  test('accepted on 2 November with 20 working days is due on 30 November', async () => {
    const { caseId } = await open()

    await act(intake, caseId, 'accept')

    const { clocks, status } = await cases.get(applicant, caseId)
    assert.equal(status, 'accepted')
    assert.equal(clocks.find((clock) => clock.key === 'promise')?.due, '2026-11-16')
    assert.equal(clocks.find((clock) => clock.key === 'legal')?.due, '2026-11-30')
  })

  test('a rule that grants closes it at once, with no person, its reasons kept', async () => {
    const facts = [
      { pointer: '/hives', value: 3, source: 'register/hives/count', sourceLabel: '蜂箱库', fetchedAt: time.now },
    ]
    const opened = await open({ facts })

    const view = await cases.get(applicant, opened.caseId)
    assert.deepEqual([opened.status, opened.outcome, opened.automatic], ['closed', 'granted', true])
    assert.deepEqual(view.decisions[0]?.reasons, [{ reason: '三箱以内当场登记' }])
    assert.equal((await cases.replay(applicant, opened.caseId, view.decisions[0]!.id)).same, true)
  })

  test('the whole way leaves a history, and a leaf of the ledger for each act', async () => {
    const before = leaves.length
    const { caseId } = await open()
    await act(intake, caseId, 'accept')
    await act(reviewer, caseId, 'propose', { reason: '符合条件' })
    const done = await act(decider, caseId, 'approve')

    const { timeline } = await cases.get(decider, caseId)
    assert.deepEqual([done.status, done.outcome], ['closed', 'granted'])
    assert.deepEqual(
      timeline.map((step) => step.verb),
      ['submit', 'rule', 'accept', 'propose', 'approve'],
    )
    assert.equal(leaves.length - before, 4)
  })

  test('the applicant sees the office, not the officer, and no internal opinion', async () => {
    const { caseId } = await open()
    await act(intake, caseId, 'accept')
    await act(reviewer, caseId, 'propose', { reason: '内部意见' })

    const { timeline } = await cases.get(applicant, caseId)
    assert.equal(
      timeline.some((step) => step.verb === 'propose'),
      false,
    )
    assert.equal(timeline.find((step) => step.verb === 'accept')?.actor, '养蜂登记处（演示）')
  })
})

describe('correction', () => {
  const items = [{ kind: 'field' as const, key: '/hives', message: '请写蜂箱数' }]

  test('may be asked once, changes only what was asked, and starts the intake clock again', async () => {
    const { caseId } = await open()
    await act(intake, caseId, 'request-correction', { items })

    await assert.rejects(act(applicant, caseId, 'correct', { data: { answers: { idNumber: 'x' } } }), {
      code: 'cases.not-asked',
    })
    time.now = new Date('2026-11-05T02:00:00Z')
    await act(applicant, caseId, 'correct', { data: { answers: { hives: 8 } } })

    const view = await cases.get(intake, caseId)
    assert.equal(view.answers.hives, 8)
    assert.equal(view.clocks.find((clock) => clock.key === 'intake')?.due, '2026-11-12')
    assert.equal(
      view.may.some((may) => may.verb === 'request-correction'),
      false,
    )
    await assert.rejects(
      cases.act(intake, caseId, {
        verb: 'request-correction',
        taskId: view.may[0]!.taskId!,
        expectedVersion: view.version,
        items,
      }),
      {
        code: 'cases.correction-used',
      },
    )
    time.now = new Date('2026-11-02T02:00:00Z')
  })

  test('without a list of what to correct it is refused', async () => {
    const { caseId } = await open()

    await assert.rejects(act(intake, caseId, 'request-correction'), { code: 'cases.items-needed' })
  })
})

describe('who may not', () => {
  test('strangers do not learn that a case exists', async () => {
    const { caseId } = await open()

    await assert.rejects(cases.get(stranger, caseId), { code: 'cases.missing' })
    await assert.rejects(cases.get(official('intake', 'fish'), caseId), { code: 'cases.missing' })
    await assert.rejects(cases.get(official('intake', 'bees', '441900004000'), caseId), { code: 'cases.missing' })
  })

  test('the list of cases ends where a post ends: its department, its place, and roles that see cases', async () => {
    const { caseId } = await open()
    const lists = async (actor: Actor) =>
      (await cases.list(actor, { limit: 100 })).items.some((each) => each.id === caseId)

    for (const actor of [applicant, intake, official('supervisor')]) assert.equal(await lists(actor), true)
    const inAnotherTown = official('intake', 'bees', '441900004000')
    for (const actor of [stranger, official('intake', 'fish'), inAnotherTown, official('administrator')])
      assert.equal(await lists(actor), false)
  })

  test('a post does only its own tasks', async () => {
    const { caseId } = await open()
    const { may, version } = await cases.get(intake, caseId)
    const accept = { verb: 'accept' as const, taskId: may[0]!.taskId!, expectedVersion: version }

    for (const actor of [reviewer, decider, applicant, official('supervisor')])
      await assert.rejects(cases.act(actor, caseId, accept), { code: 'cases.forbidden' })
    for (const actor of [stranger, official('administrator'), official('intake', 'fish')])
      await assert.rejects(cases.act(actor, caseId, accept), { code: 'cases.missing' })
  })

  test('who reviewed may not decide', async () => {
    const both = person('两岗演示', { kind: 'official', posts: [...reviewer.posts, ...decider.posts] })
    const { caseId } = await open()
    await act(intake, caseId, 'accept')
    await act(both, caseId, 'propose', { reason: '同意' })

    const view = await cases.get(decider, caseId)
    const approve = { verb: 'approve' as const, taskId: view.tasks[0]!.id, expectedVersion: view.version }
    const may = (await cases.get(both, caseId)).may.map((each) => each.verb)
    assert.equal(may.includes('approve') || may.includes('deny'), false)
    await assert.rejects(cases.act(both, caseId, approve), { code: 'cases.same-person' })
  })

  test('a refusal needs written reasons', async () => {
    const { caseId } = await open()

    await assert.rejects(act(intake, caseId, 'refuse'), { code: 'cases.reason-needed' })
    const refused = await act(intake, caseId, 'refuse', { reason: '不属于本机关' })
    assert.equal(refused.outcome, 'refused')
    assert.equal((await cases.get(applicant, caseId)).remedies?.reviewDays, 60)
  })

  test('only the applicant withdraws, and not after the end', async () => {
    const { caseId } = await open()
    const { version } = await cases.get(intake, caseId)

    await assert.rejects(cases.act(intake, caseId, { verb: 'withdraw', expectedVersion: version }), {
      code: 'cases.forbidden',
    })
    const gone = await act(applicant, caseId, 'withdraw')
    assert.deepEqual([gone.status, gone.outcome], ['closed', 'withdrawn'])
    await assert.rejects(act(applicant, caseId, 'withdraw'), { code: 'cases.closed' })
  })
})

test('of two officers at once one wins, and the other is told who did what', async () => {
  const other = official('intake')
  const { caseId } = await open()
  const { may, version } = await cases.get(intake, caseId)
  const input = { verb: 'accept' as const, taskId: may[0]!.taskId!, expectedVersion: version }

  const results = await Promise.allSettled([cases.act(intake, caseId, input), cases.act(other, caseId, input)])

  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1)
  const lost = results.find((result) => result.status === 'rejected')
  assert.match(lost?.reason.code, /^cases\.(conflict|task-done)$/)
})

test('an official sees numbers of persons masked, and the read is logged with its purpose', async () => {
  const { caseId } = await open()

  const official = await cases.get(intake, caseId)
  const own = await cases.get(applicant, caseId)

  assert.equal(own.answers.idNumber, '999900198208150210')
  assert.notEqual(official.answers.idNumber, own.answers.idNumber)
  assert.ok(reads.includes('intake演示 办理“养蜂人登记”'))
})

test('the to-do list is ordered by clock, pages without gaps, and holds only what the posts reach', async () => {
  const fresh = official('intake', 'todo-office')
  const days = ['2026-11-04', '2026-11-03', '2026-11-05', '2026-11-02']
  for (const day of days) {
    time.now = new Date(`${day}T02:00:00Z`)
    await open({
      item: {
        id: newId(),
        version: 1,
        name: day,
        flow: { key: 'bees', version: 1 },
        form: { key: 'bees', version: 1 },
        departmentId: 'todo-office',
        departmentName: '演示',
        limits: {},
      },
    })
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await cases.todo(fresh, { limit: 3, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map((row) => row.itemName))
    cursor = page.next
  } while (cursor)

  assert.deepEqual(seen, [...days].sort())
  assert.deepEqual((await cases.todo(official('decider', 'todo-office'), { limit: 10 })).items, [])
  time.now = new Date('2026-11-02T02:00:00Z')
})

test('progress is told to whoever holds the code or the number and last four, and holds nothing personal', async () => {
  const opened = await open()

  const byCode = await cases.lookUp(realm, { queryCode: opened.queryCode.toLowerCase() })
  const byNumber = await cases.lookUp(realm, { caseNo: opened.caseNo, last4: '021x' })

  assert.deepEqual(byNumber, byCode)
  assert.doesNotMatch(JSON.stringify(byCode), /南瓜灯|9999/)
  await assert.rejects(cases.lookUp(realm, { caseNo: opened.caseNo, last4: '0000' }), { code: 'cases.lookup-missing' })
})
