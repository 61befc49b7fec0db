import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { compileFeel } from '#support/rules/index.ts'
import { beekeeperFlow, openBeekeepers } from '#testing/beekeepers.ts'
import { compileFlow } from '../index.ts'

const { cases, official, applicant, intake, reviewer, decider, open, act, time, papers, nets, close } =
  await openBeekeepers()
after(close)

const supervisor = official('supervisor')
const colleague = official('reviewer')
const fishReviewer = official('reviewer', 'fish')

const verbsOf = async (actor: Actor, caseId: string) => (await cases.get(actor, caseId)).may.map((each) => each.verb)
const opened = async (...done: ('accept' | 'propose')[]) => {
  const { caseId } = await open()
  if (done.includes('accept')) await act(intake, caseId, 'accept')
  if (done.includes('propose')) await act(reviewer, caseId, 'propose', { reason: '符合条件' })
  return caseId
}
const lastStep = async (caseId: string) => (await cases.get(supervisor, caseId)).timeline.at(-1)!

describe('return 退回', () => {
  test('goes to any earlier step, with a reason, and no clock moves', async () => {
    const caseId = await opened('accept', 'propose')
    const before = await cases.get(decider, caseId)
    const may = before.may.find((each) => each.verb === 'return')
    assert.deepEqual(
      may?.targets?.map((target) => target.step),
      ['intake', 'review'],
    )
    assert.equal(may?.needsTarget, 'step')

    await assert.rejects(act(decider, caseId, 'return', { to: { step: 'intake' } }), { code: 'cases.reason-needed' })
    await assert.rejects(act(decider, caseId, 'return', { reason: '缺依据' }), { code: 'cases.target-needed' })
    await assert.rejects(act(decider, caseId, 'return', { reason: '缺依据', to: { step: 'correction' } }), {
      code: 'cases.not-earlier',
    })
    time.now = new Date('2026-11-04T02:00:00Z')
    await act(decider, caseId, 'return', { reason: '缺依据', to: { step: 'intake' } })
    time.now = new Date('2026-11-02T02:00:00Z')

    const after = await cases.get(intake, caseId)
    assert.deepEqual(
      after.tasks.map((task) => task.name),
      ['受理'],
    )
    assert.equal(after.status, 'accepted')
    assert.deepEqual(
      after.clocks.map(({ key, due, state }) => [key, due, state]),
      before.clocks.map(({ key, due, state }) => [key, due, state]),
    )
    assert.equal(after.acceptedAt, before.acceptedAt)
    assert.equal((await lastStep(caseId)).reason, '缺依据')
  })

  test('a case sent back to intake is accepted still: it can go on, not be refused or sent for correction', async () => {
    const caseId = await opened('accept', 'propose')
    await act(decider, caseId, 'return', { reason: '再看', to: { step: 'intake' } })

    const verbs = await verbsOf(intake, caseId)
    assert.ok(verbs.includes('accept') && !verbs.includes('refuse') && !verbs.includes('request-correction'))
    await assert.rejects(
      act(intake, caseId, 'refuse', { reason: '不受理', taskId: (await cases.get(intake, caseId)).tasks[0]!.id }),
      {
        code: 'cases.accepted',
      },
    )
    await act(intake, caseId, 'accept')
    await act(reviewer, caseId, 'propose', { reason: '同意' })
    assert.equal((await act(decider, caseId, 'approve')).outcome, 'granted')
  })
})

describe('who gives a case back', () => {
  test('who judges it for its own department; not who inspects, collects, receives or is asked from elsewhere', async () => {
    const offers = async (post: PostRole, departmentId?: string) => {
      const step = (id: string, more: string) => `<userTask id="${id}" name="${id}" ${more} zt:verbs="propose" />`
      const abroad = departmentId ? `zt:department="&quot;${departmentId}&quot;"` : ''
      const xml = beekeeperFlow.replace(
        /<process[\s\S]*<\/process>/,
        `<process id="two-steps" name="两步" isExecutable="true"><startEvent id="begin"/>
        ${step('first', 'zt:post="intake"')}${step('second', `zt:post="${post}" ${abroad}`)}<endEvent id="end"/>
        <sequenceFlow id="a" sourceRef="begin" targetRef="first"/><sequenceFlow id="b" sourceRef="first" targetRef="second"/>
        <sequenceFlow id="c" sourceRef="second" targetRef="end"/></process>`,
      )
      nets.set(`${post}${departmentId ?? ''} 1`, await compileFlow(xml, compileFeel))
      const { caseId } = await open({}, { flow: { key: `${post}${departmentId ?? ''}`, version: 1 } })
      await act(intake, caseId, 'propose', { reason: '请看' })
      return (await verbsOf(official(post, departmentId), caseId)).includes('return')
    }
    assert.deepEqual([await offers('reviewer'), await offers('decider')], [true, true])
    for (const post of ['inspector', 'cashier', 'intake'] as const) assert.equal(await offers(post), false, post)
    assert.equal(await offers('reviewer', 'fish'), false, 'who is asked from another department')
  })
})

describe('whose task it is', () => {
  test('a claimed task is the claimer’s alone until they put it back', async () => {
    const caseId = await opened('accept')
    await act(reviewer, caseId, 'claim')

    assert.equal((await cases.get(colleague, caseId)).tasks[0]?.assignee?.name, reviewer.name)
    const { version, tasks } = await cases.get(colleague, caseId)
    const propose = { verb: 'propose' as const, taskId: tasks[0]!.id, expectedVersion: version, reason: '同意' }
    await assert.rejects(cases.act(colleague, caseId, propose), { code: 'cases.taken' })
    await assert.rejects(cases.act(colleague, caseId, { ...propose, verb: 'claim' }), { code: 'cases.taken' })
    await assert.rejects(cases.act(colleague, caseId, { ...propose, verb: 'unclaim' }), { code: 'cases.taken' })
    assert.deepEqual(await verbsOf(colleague, caseId), ['comment'])

    await act(reviewer, caseId, 'unclaim')
    await act(colleague, caseId, 'propose', { reason: '同意' })
  })

  test('is given to a colleague who holds the post, by who has it or a supervisor', async () => {
    const caseId = await opened('accept')
    const to = { accountId: colleague.accountId }
    await assert.rejects(act(reviewer, caseId, 'transfer', { to }), { code: 'cases.reason-needed' })
    await assert.rejects(act(reviewer, caseId, 'transfer', { reason: '出差', to: { accountId: decider.accountId } }), {
      code: 'cases.not-their-post',
    })
    await act(reviewer, caseId, 'transfer', { reason: '出差', to })
    assert.deepEqual(await verbsOf(reviewer, caseId), ['comment'])

    await act(supervisor, caseId, 'transfer', { reason: '调整', to: { accountId: reviewer.accountId } })
    await act(reviewer, caseId, 'propose', { reason: '同意' })
  })

  test('goes to another department only by who reaches it, and that department then sees the case', async () => {
    const caseId = await opened('accept')
    const to = { departmentId: 'fish' }
    await assert.rejects(cases.get(fishReviewer, caseId), { code: 'cases.missing' })
    await assert.rejects(act(reviewer, caseId, 'transfer', { reason: '属渔业', to }), { code: 'cases.beyond-reach' })
    await assert.rejects(act(reviewer, caseId, 'transfer', { reason: '无此部门', to: { departmentId: 'moon' } }), {
      code: 'cases.department-missing',
    })
    const both = official('supervisor')
    both.posts.push(...official('supervisor', 'fish').posts)
    await act(both, caseId, 'transfer', { reason: '属渔业', to })

    assert.ok((await verbsOf(fishReviewer, caseId)).includes('propose'))
    await act(fishReviewer, caseId, 'propose', { reason: '同意' })
    assert.equal((await cases.get(fishReviewer, caseId)).status, 'accepted')
  })

  test('another post is for a supervisor to choose', async () => {
    const caseId = await opened('accept')
    await assert.rejects(act(reviewer, caseId, 'transfer', { reason: '请决定', to: { post: 'decider' } }), {
      code: 'cases.beyond-reach',
    })
    await act(supervisor, caseId, 'transfer', { reason: '审查岗空缺', to: { post: 'decider' } })
    assert.ok((await verbsOf(decider, caseId)).includes('propose'))
  })
})

describe('countersigning 加签', () => {
  test('asked before, the decision waits for the opinions, and the decider reads them', async () => {
    const caseId = await opened('accept', 'propose')
    await act(decider, caseId, 'countersign', {
      reason: '涉及水域',
      to: { accountId: fishReviewer.accountId, when: 'before' },
    })
    await assert.rejects(
      act(decider, caseId, 'countersign', { reason: '再请', to: { accountId: fishReviewer.accountId } }),
      { code: 'cases.asked-already' },
    )
    assert.equal((await verbsOf(decider, caseId)).includes('approve'), false)
    const view = await cases.get(decider, caseId)
    const decision = view.tasks.find((task) => task.opinionOf === undefined)!
    await assert.rejects(
      cases.act(decider, caseId, { verb: 'approve', taskId: decision.id, expectedVersion: view.version }),
      { code: 'cases.opinions-open' },
    )

    await act(fishReviewer, caseId, 'concur', { reason: '不影响渔业' })
    assert.deepEqual(
      (await cases.get(decider, caseId)).opinions.map(({ by, verb, reason }) => [by, verb, reason]),
      [[fishReviewer.name, 'concur', '不影响渔业']],
    )
    assert.deepEqual((await cases.get(applicant, caseId)).opinions, [])
    assert.equal((await act(decider, caseId, 'approve')).outcome, 'granted')
  })

  test('who decides against a dissent says why', async () => {
    const caseId = await opened('accept', 'propose')
    await act(decider, caseId, 'countersign', { reason: '涉及水域', to: { departmentId: 'fish', post: 'reviewer' } })
    await assert.rejects(act(fishReviewer, caseId, 'dissent'), { code: 'cases.reason-needed' })
    await act(fishReviewer, caseId, 'dissent', { reason: '在保护区内' })

    await assert.rejects(act(decider, caseId, 'approve'), { code: 'cases.reason-needed' })
    assert.equal((await cases.get(decider, caseId)).may.find((each) => each.verb === 'approve')?.needsReason, true)
    await act(decider, caseId, 'approve', { reason: '保护区边界已调整' })
  })

  test('asked after, the decision takes effect when all have signed, as the decider’s own', async () => {
    const caseId = await opened('accept', 'propose')
    for (const officer of [fishReviewer, colleague])
      await act(decider, caseId, 'countersign', { reason: '会签', to: { accountId: officer.accountId, when: 'after' } })
    assert.deepEqual(await verbsOf(fishReviewer, caseId).catch((error) => error.code), 'cases.missing')

    assert.equal((await act(decider, caseId, 'approve')).status, 'accepted')
    assert.equal((await verbsOf(decider, caseId)).includes('approve'), false)
    await act(fishReviewer, caseId, 'concur')
    const done = await act(colleague, caseId, 'concur')
    assert.deepEqual([done.status, done.outcome], ['closed', 'granted'])
  })

  test('a dissent after it gives the decision back, and the other opinions are no longer asked', async () => {
    const caseId = await opened('accept', 'propose')
    for (const officer of [fishReviewer, colleague])
      await act(decider, caseId, 'countersign', { reason: '会签', to: { accountId: officer.accountId, when: 'after' } })
    await act(decider, caseId, 'approve')
    await act(fishReviewer, caseId, 'dissent', { reason: '在保护区内' })

    const view = await cases.get(decider, caseId)
    assert.deepEqual(
      view.tasks.map((task) => task.name),
      ['决定'],
    )
    assert.deepEqual(
      view.opinions.map((each) => each.verb),
      ['dissent'],
    )
    assert.equal((await act(decider, caseId, 'deny', { reason: '在保护区内' })).outcome, 'denied')
  })

  test('an opinion still open when the case ends is called off', async () => {
    const caseId = await opened('accept', 'propose')
    await act(decider, caseId, 'countersign', { reason: '会签', to: { accountId: colleague.accountId } })
    await act(applicant, caseId, 'withdraw')
    assert.deepEqual((await cases.get(decider, caseId)).tasks, [])
  })
})

describe('suspending, resuming, terminating 中止 恢复 终止', () => {
  const basis = '《行政许可法》第四十五条'

  test('a suspended case rests until it is resumed; the applicant is told by which article', async () => {
    const caseId = await opened('accept')
    await assert.rejects(act(decider, caseId, 'suspend', { reason: '等法院判决' }), { code: 'cases.basis-needed' })
    await act(decider, caseId, 'suspend', { reason: '等法院判决', basis })

    const view = await cases.get(applicant, caseId)
    assert.equal(view.suspension?.basis, basis)
    assert.deepEqual(view.timeline.at(-1)?.data, { basis, notice: '第1号' })
    assert.equal(papers.at(-1)?.letter, 'suspension-notice')
    assert.deepEqual(await verbsOf(decider, caseId), ['resume', 'terminate', 'comment'])
    const { version, tasks } = await cases.get(reviewer, caseId)
    await assert.rejects(
      cases.act(reviewer, caseId, { verb: 'propose', reason: '同意', taskId: tasks[0]!.id, expectedVersion: version }),
      { code: 'cases.suspended' },
    )
    await assert.rejects(act(decider, caseId, 'suspend', { reason: '再', basis }), { code: 'cases.suspended' })

    await act(supervisor, caseId, 'resume', { reason: '判决已生效' })
    await act(reviewer, caseId, 'propose', { reason: '同意' })
    await assert.rejects(act(decider, caseId, 'resume', { reason: '再' }), { code: 'cases.not-suspended' })
  })

  test('a terminated case is closed without a decision, its tasks gone', async () => {
    const caseId = await opened('accept')
    await act(decider, caseId, 'suspend', { reason: '等继承人', basis })
    const done = await act(decider, caseId, 'terminate', { reason: '申请人死亡，没有继承人', basis })

    assert.deepEqual([done.status, done.outcome], ['closed', 'terminated'])
    const view = await cases.get(applicant, caseId)
    assert.equal(view.suspension, undefined)
    assert.deepEqual(view.tasks, [])
    assert.deepEqual(papers.at(-1), { letter: 'termination-decision', given: { basis } })
    assert.deepEqual(
      view.procedures.map(({ kind, state }) => [kind, state]),
      [['suspension', 'ended']],
    )
    await assert.rejects(act(decider, caseId, 'terminate', { reason: '再', basis }), { code: 'cases.closed' })
  })

  test('the applicant takes back an application that the office has halted', async () => {
    const caseId = await opened('accept')
    await act(decider, caseId, 'suspend', { reason: '等继承人', basis })
    assert.equal((await act(applicant, caseId, 'withdraw')).outcome, 'withdrawn')
    assert.equal((await cases.get(applicant, caseId)).suspension, undefined)
  })
})

describe('comments 批注', () => {
  test('are read by officials, not by the applicant, and disturb nobody who is acting', async () => {
    const caseId = await opened('accept')
    const seen = await cases.get(reviewer, caseId)
    await act(supervisor, caseId, 'comment', { reason: '请留意水源' })

    assert.equal((await lastStep(caseId)).reason, '请留意水源')
    assert.equal(
      (await cases.get(applicant, caseId)).timeline.some((each) => each.verb === 'comment'),
      false,
    )
    await cases.act(reviewer, caseId, {
      verb: 'propose',
      reason: '同意',
      taskId: seen.tasks[0]!.id,
      expectedVersion: seen.version,
    })
  })
})

describe('delegation 委托', () => {
  const standIn = official('intake', 'fish')
  const lent = { ...decider.posts[0]!, onBehalfOf: { accountId: decider.accountId, name: decider.name } }
  const onBehalf: Actor = { ...standIn, posts: [...standIn.posts, lent] }

  test('what is done under it is done on behalf of the holder, also with what the holder had taken', async () => {
    const caseId = await opened('accept', 'propose')
    await act(decider, caseId, 'claim')
    await act(onBehalf, caseId, 'approve')
    const step = (await cases.get(supervisor, caseId)).timeline.at(-1)!
    assert.deepEqual([step.verb, step.actor, step.onBehalfOf], ['approve', standIn.name, decider.name])
  })

  test('neither may do what must be another person’s: not the one who acted, nor the one they acted for', async () => {
    const lentReview = { ...reviewer.posts[0]!, onBehalfOf: { accountId: both().accountId, name: '两岗演示' } }
    const { caseId } = await open()
    await act(intake, caseId, 'accept')
    await act({ ...standIn, posts: [...standIn.posts, lentReview] }, caseId, 'propose', { reason: '同意' })

    const { tasks, version } = await cases.get(decider, caseId)
    const approve = { verb: 'approve' as const, taskId: tasks[0]!.id, expectedVersion: version }
    await assert.rejects(cases.act(both(), caseId, approve), { code: 'cases.same-person' })
    await assert.rejects(cases.act(onBehalf, caseId, approve), { code: 'cases.same-person' })
  })

  const twoPosts = official('decider')
  twoPosts.posts.push(...reviewer.posts)
  function both(): Actor {
    return twoPosts
  }
})
