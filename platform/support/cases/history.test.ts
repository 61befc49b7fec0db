import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { openBeekeepers } from '#testing/beekeepers.ts'
import type { ActInput, Verb } from './contract.ts'
import { bpmn, compileExpression, el, path, user } from './flow/flow-builder.test-support.ts'
import { type Change, columnsOf, foldCase } from './fold.ts'
import { compileFlow } from './index.ts'
import { taskNode } from './procedures/to-do.ts'
import { createCaseStore, loadSteps, loadTasks } from './store.ts'
import { allVerbs } from './verbs/matrix.ts'

const { db, needs, nets, realm, official, applicant, intake, reviewer, decider, open, act, time, close } =
  await openBeekeepers()
after(close)
const store = createCaseStore(needs)
const [supervisor, inspector, colleague] = [official('supervisor'), official('inspector'), official('reviewer')]
const done = new Set<string>()

nets.set(
  'visit 1',
  await compileFlow(
    bpmn(
      el('startEvent', 's'),
      user('visit', { 'zt:post': 'inspector', 'zt:verbs': 'inspect', 'zt:status': 'reviewing' }),
      user('last', { 'zt:post': 'decider', 'zt:verbs': 'approve' }),
      el('endEvent', 'e', { 'zt:outcome': 'granted' }),
      path('s', 'visit', 'last', 'e'),
    ),
    compileExpression,
  ),
)

/** The row as the database has it must be the fold of the history as the database has it, after each act. */
async function assertFold(caseId: string): Promise<void> {
  const steps = await loadSteps(db, realm, caseId)
  const changes = steps.flatMap((step) => (step.change ? [step.change as unknown as Change] : []))
  const found = await store.load(db, realm, caseId, false)
  assert.ok(found)
  assert.deepEqual(foldCase(changes), columnsOf(found.current), `after ${steps.at(-1)?.verb}`)
  // The open tasks are those the flow waits at, besides opinions and the to-dos of procedures.
  const open = (await loadTasks(db, realm, caseId)).filter(
    (task) => !task.closed_at && task.opinion_of === null && task.node !== taskNode,
  )
  const waiting = found.current.state.tokens.filter((token) => open.some((task) => task.id === token.id))
  assert.equal(waiting.length, open.length)
}

async function does(actor: Actor, caseId: string, verb: Verb, more: Partial<ActInput> = {}): Promise<void> {
  time.now = new Date(time.now.getTime() + 60_000)
  await act(actor, caseId, verb, { reason: '理由', ...more })
  done.add(verb)
  await assertFold(caseId)
}

test('the row of a case is the fold of its history, after every verb', async () => {
  const opened = async (flow?: string) => {
    const { caseId } = await open({}, flow ? { flow: { key: flow, version: 1 } } : {})
    await assertFold(caseId)
    return caseId
  }
  const long = await opened()
  await does(intake, long, 'request-correction', { items: [{ kind: 'field', key: '/hives', message: '请写蜂箱数' }] })
  await does(applicant, long, 'correct', { data: { answers: { hives: 8 } } })
  await does(intake, long, 'comment')
  await does(intake, long, 'accept')
  await does(reviewer, long, 'claim')
  await does(reviewer, long, 'unclaim')
  await does(reviewer, long, 'transfer', { to: { accountId: colleague.accountId } })
  await does(colleague, long, 'propose')
  await does(decider, long, 'return', { to: { step: 'review' } })
  await does(reviewer, long, 'propose')
  await does(supervisor, long, 'suspend', { basis: '依据' })
  await does(decider, long, 'resume')
  await does(decider, long, 'countersign', { to: { accountId: colleague.accountId, when: 'before' } })
  await does(colleague, long, 'dissent')
  await does(decider, long, 'countersign', { to: { accountId: colleague.accountId, when: 'after' } })
  await does(decider, long, 'approve')
  await does(colleague, long, 'concur')

  const denied = await opened()
  await does(intake, denied, 'accept')
  await does(reviewer, denied, 'propose')
  await does(decider, denied, 'deny')
  await does(intake, await opened(), 'refuse')
  await does(applicant, await opened(), 'withdraw')
  await does(decider, await opened(), 'terminate', { basis: '依据' })
  await does(inspector, await opened('visit'), 'inspect', { data: { hives: 9 } })

  assert.deepEqual(
    allVerbs.filter((verb) => !done.has(verb)),
    [],
    'verbs that no history was made of',
  )
})
