import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { openLicensing } from '#testing/licensing-stage.ts'

const stage = await openLicensing()
const { cases, on, accepted, act, proceed, dueOf, papers, jobs, realm, official } = stage
const { applicant, intake, reviewer, decider, head, everybody } = stage
after(stage.close)

const review = {
  verb: 'start-special',
  special: 'testing',
  basis: '蜂群检疫条例第八条',
  reason: '检测蜂螨',
  days: 5,
} as const
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

describe('a special procedure', () => {
  test('moves clocks, to-do and the timer with its job, tells the applicant by a paper, and leaves a whole history', async () => {
    const caseId = await accepted()
    const timer = () => [...jobs].find(([key]) => key.startsWith(`case:${realm}:${caseId}:timer-`))![1].toISOString()
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-16', legal: '2026-11-30', task: '2026-11-16' })
    assert.equal(timer(), '2026-11-23T09:30:00.000Z')

    on('11-10')
    await proceed(reviewer, caseId, review)
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-23', legal: '2026-12-07', task: '2026-11-23' })
    assert.equal(timer(), '2026-11-30T09:30:00.000Z')
    const paper = papers.at(-1)!
    assert.deepEqual([paper.letter, paper.given.until], ['special-procedure-notice', '2026-11-16'])
    assert.match(String(paper.given.basis), /检疫条例/)

    const seen = await cases.get(applicant, caseId)
    const legal = seen.clocks.find(({ key }) => key === 'legal')!
    assert.deepEqual([legal.state, legal.left, legal.stoppedUntil], ['stopped', 15, '2026-11-16'])
    const [special] = seen.procedures
    assert.ok(special?.kind === 'special' && special.notice)
    assert.equal(special.startedBy, undefined, 'the applicant deals with the office')
    const step = seen.timeline.at(-1)!
    assert.equal(step.name, '特别程序：检测')
    assert.deepEqual((step.data as { moved: { what: string }[] }).moved.map(({ what }) => what).sort(), [
      'clock',
      'clock',
      'task',
      'timer',
    ])

    on('11-12')
    await proceed(decider, caseId, { verb: 'end-special', id: 1, result: '未检出' })
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-19', legal: '2026-12-03', task: '2026-11-19' })
    assert.equal(timer(), '2026-11-26T09:30:00.000Z')
  })

  test('is refused to what the law does not name, and nothing is written', async () => {
    const caseId = await accepted()
    const before = await cases.get(reviewer, caseId)
    await assert.rejects(
      proceed(reviewer, caseId, { ...review, special: 'site-visit' }),
      refusedAs('procedures.does-not-stop'),
    )
    const after = await cases.get(reviewer, caseId)
    assert.deepEqual([after.version, after.timeline.length], [before.version, before.timeline.length])
  })

  test('keeps the decision waiting until it is over', async () => {
    const caseId = await accepted()
    await proceed(reviewer, caseId, review)
    await act(reviewer, caseId, 'propose', { reason: '建议准予' })
    await assert.rejects(act(decider, caseId, 'approve'), refusedAs('procedures.special-open'))
    await proceed(reviewer, caseId, { verb: 'end-special', id: 1, result: '未检出' })
    assert.equal((await act(decider, caseId, 'approve')).outcome, 'granted')
  })
})

describe('an extension', () => {
  test('waits in the to-do list of the head, and is approved by another than who asked', async () => {
    const caseId = await accepted()
    await proceed(reviewer, caseId, { verb: 'ask-extension', days: 5, reason: '需要外省协查' })
    const waiting = async () =>
      (await cases.todo(head, { limit: 50 })).items.filter((row) => row.caseId === caseId).map((row) => row.taskName)
    assert.deepEqual(await waiting(), ['批准延期'])
    assert.equal(
      (await cases.get(applicant, caseId)).timeline.some(({ verb }) => verb === 'ask-extension'),
      false,
    )

    const both = { ...head, accountId: reviewer.accountId }
    assert.deepEqual(
      (await cases.get(both, caseId)).mayProceed.filter(({ verb }) => verb.endsWith('extension')),
      [],
    )
    await assert.rejects(
      proceed(both, caseId, { verb: 'approve-extension', id: 1 }),
      refusedAs('procedures.same-person'),
    )
    // Who decides cases is not by that the head of the agency (第42条), nor is the head of the government above.
    for (const other of [decider, official('decider', 'city'), official('head', 'city')])
      await assert.rejects(proceed(other, caseId, { verb: 'approve-extension', id: 1 }), refusedAs('cases.forbidden'))
    await proceed(head, caseId, { verb: 'approve-extension', id: 1 })
    assert.deepEqual(await waiting(), [])
    assert.deepEqual(await dueOf(caseId), { promise: '2026-11-23', legal: '2026-12-07', task: '2026-11-23' })
    assert.equal(papers.at(-1)!.letter, 'extension-notice')
  })

  test('of what several departments handle together is the government’s to approve', async () => {
    const caseId = await accepted({ joint: true })
    await proceed(reviewer, caseId, { verb: 'ask-extension', days: 15, reason: '部门多' })
    for (const other of [head, official('decider', 'city')])
      await assert.rejects(proceed(other, caseId, { verb: 'approve-extension', id: 1 }), refusedAs('cases.forbidden'))
    await proceed(official('head', 'city'), caseId, { verb: 'approve-extension', id: 1 })
    assert.equal((await dueOf(caseId)).legal, '2026-12-21')
  })
})

describe('delivery', () => {
  test('of a grant has ten working days, a to-do, and a receipt when the applicant signs for it', async () => {
    const caseId = await accepted()
    await act(reviewer, caseId, 'propose', { reason: '建议准予' })
    await act(decider, caseId, 'approve')
    const seen = await cases.get(applicant, caseId)
    const delivery = seen.clocks.find(({ key }) => key === 'delivery')!
    assert.deepEqual([delivery.state, delivery.due], ['running', '2026-11-16'])
    assert.deepEqual(seen.mayProceed, [{ verb: 'sign-for' }])
    assert.deepEqual((await cases.get(intake, caseId)).mayProceed, [{ verb: 'deliver' }])

    await proceed(applicant, caseId, { verb: 'sign-for' })
    const after = await cases.get(applicant, caseId)
    assert.equal(after.clocks.find(({ key }) => key === 'delivery')!.state, 'done')
    assert.deepEqual([papers.at(-1)!.letter, papers.at(-1)!.given.method], ['delivery-receipt', '电子送达'])
    assert.equal(
      (await cases.todo(intake, { limit: 100 })).items.some((row) => row.caseId === caseId),
      false,
    )
  })
})

test('a neighbour’s request for a hearing is recorded by the office and not shown to the applicant', async () => {
  const caseId = await accepted()
  await proceed(reviewer, caseId, { verb: 'tell-hearing-right', reason: '影响邻家花园' })
  await proceed(reviewer, caseId, { verb: 'ask-hearing', id: 1, reason: '担心蜂群', concerned: '邻居甲演示' })
  const hearingOf = async (actor: Actor) => {
    const [hearing] = (await cases.get(actor, caseId)).procedures
    return hearing?.kind === 'hearing' ? [hearing.state, hearing.concerned] : []
  }
  assert.deepEqual(await hearingOf(reviewer), ['asked', '邻居甲演示'])
  assert.deepEqual(await hearingOf(applicant), ['asked', undefined])
})

describe('who may', () => {
  const may: Record<string, string[]> = {
    'start-special': ['reviewer', 'decider'],
    'ask-extension': ['reviewer'],
    'tell-hearing-right': ['reviewer', 'decider'],
    'open-hearing': ['reviewer', 'decider'],
  }
  for (const [verb, who] of Object.entries(may))
    test(`${verb}: ${who.join(' and ')}, and nobody else`, async () => {
      const caseId = await accepted()
      const { version } = await cases.get(reviewer, caseId)
      for (const [name, actor] of Object.entries(everybody)) {
        const offered = await cases.get(actor, caseId).then(
          (view) => view.mayProceed.some((each) => each.verb === verb),
          () => false,
        )
        assert.equal(offered, who.includes(name), `${name} is offered ${verb}`)
        if (who.includes(name)) continue
        const given = { verb: verb as 'start-special', expectedVersion: version }
        await assert.rejects(cases.proceed(actor, caseId, given), (error) =>
          ['cases.forbidden', 'cases.missing'].includes((error as Refusal).code),
        )
      }
    })

  test('a hearing is asked for and waived by the applicant alone, within the five days', async () => {
    const caseId = await accepted()
    await proceed(reviewer, caseId, { verb: 'tell-hearing-right', reason: '影响邻家花园' })
    assert.deepEqual(
      (await cases.get(applicant, caseId)).mayProceed.map(({ verb }) => verb),
      ['ask-hearing', 'waive-hearing'],
    )
    for (const actor of [decider, everybody.stranger!])
      await assert.rejects(proceed(actor, caseId, { verb: 'ask-hearing', id: 1, reason: '要求' }), (error) =>
        ['cases.forbidden', 'cases.missing'].includes((error as Refusal).code),
      )
    await assert.rejects(
      proceed(reviewer, caseId, { verb: 'ask-hearing', id: 1, reason: '邻居来函要求' }),
      refusedAs('procedures.incomplete'),
      'an official records whose request it is',
    )
    await proceed(applicant, caseId, { verb: 'ask-hearing', id: 1, reason: '要求说明' })
    await assert.rejects(
      proceed(reviewer, caseId, { verb: 'call-hearing', id: 1, at: '2026-11-25T02:00:00Z', place: '三楼', chair: '' }),
      refusedAs('procedures.incomplete'),
    )
  })

  test('a case that moved meanwhile is a conflict that says who moved it', async () => {
    const caseId = await accepted()
    await assert.rejects(
      cases.proceed(reviewer, caseId, { ...review, expectedVersion: 1 }),
      refusedAs('cases.conflict'),
    )
  })
})
