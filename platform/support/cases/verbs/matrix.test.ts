import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import type { Actor } from '#kernel/actor.ts'
import { openBeekeepers } from '#testing/beekeepers.ts'
import type { Verb } from '../contract.ts'
import { compileFlow } from '../index.ts'
import {
  allVerbs,
  flowOf,
  generatedMatrix,
  inputOf,
  isTaken,
  letterOf,
  matrixText,
  personOf,
  type Relation,
  type Role,
  stages,
} from './matrix.ts'

const { cases, nets, realm, official, open, close } = await openBeekeepers()
after(close)

for (const verb of allVerbs) nets.set(`${verb} 1`, await compileFlow(flowOf(stages[verb]), () => () => null))
const supervisor = official('supervisor')
const decider = official('decider')
const committed = new URL('../../../../docs/case-permissions.tsv', import.meta.url)

/** A case of the flow that offers the verb, made ready for it by those whose work that is. */
async function stage(verb: Verb, taker: Actor | undefined): Promise<{ caseId: string; taskId: number }> {
  const { caseId } = await open({}, { flow: { key: verb, version: 1 } })
  const { post, suspended, opinion } = stages[verb]
  const version = async () => (await cases.get(supervisor, caseId)).version
  const taskId = async () => Math.max(...(await cases.get(supervisor, caseId)).tasks.map((task) => task.id))
  const at = async () => ({ taskId: await taskId(), expectedVersion: await version(), reason: '准备' })
  if (opinion)
    await cases.act(official('reviewer'), caseId, {
      verb: 'countersign',
      ...(await at()),
      to: { departmentId: 'bees', post: post as 'reviewer' },
    })
  if (taker) await cases.act(taker, caseId, { verb: 'claim', ...(await at()) })
  if (suspended)
    await cases.act(decider, caseId, {
      verb: 'suspend',
      reason: '准备',
      basis: '依据',
      expectedVersion: await version(),
    })
  return { caseId, taskId: await taskId() }
}

test('the committed matrix is what the policies say', async () => {
  const kept = await readFile(committed, 'utf8')
  assert.equal(kept, await generatedMatrix(), 'run `npm run zt -- generate case-permissions` and review what moved')
})

test('the service answers each cell as the matrix says', async () => {
  // Those who may not change nothing, so they all knock at one case; who may gets a new one.
  const untouched = new Map<Verb, { caseId: string; taskId: number }>()
  const ask = async (verb: Verb, role: Role, relation: Relation) => {
    const actor = personOf(role, relation, realm)
    if (!actor) return '·'
    const taker = isTaken(verb, actor, relation) ? actor : undefined
    const { caseId, taskId } = (!taker && untouched.get(verb)) || (await stage(verb, taker))
    const { version } = await cases.get(supervisor, caseId)
    const letter = await cases
      .act(actor, caseId, inputOf(verb, { taskId, expectedVersion: version }))
      .then(() => '+', letterOf)
    if (letter === '+') untouched.delete(verb)
    else if (!taker) untouched.set(verb, { caseId, taskId })
    return letter
  }
  assert.equal(await matrixText(ask), await readFile(committed, 'utf8'))
})
