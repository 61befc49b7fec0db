import { type Actor, postRoles } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import { type ActInput, Verb } from '../contract.ts'
import { compileFlow, type Net } from '../flow/index.ts'
import type { Territory } from '../policy.ts'
import type { TaskTable } from '../tables.ts'
import { checkRight } from './checks.ts'

/**
 * Who may do which verb: every verb of the contract × every role × how the person stands to the case. The table is
 * generated from the policies and committed; a test asks the service the same questions on a real database.
 */

/** At which task a verb is tried, and what the case needs before. A verb of the contract without a line does not compile. */
export const stages: Record<Verb, { post: string; offers: Verb; suspended?: true; opinion?: true }> = {
  accept: { post: 'intake', offers: 'accept' },
  refuse: { post: 'intake', offers: 'refuse' },
  'request-correction': { post: 'intake', offers: 'request-correction' },
  correct: { post: 'applicant', offers: 'correct' },
  propose: { post: 'reviewer', offers: 'propose' },
  inspect: { post: 'inspector', offers: 'inspect' },
  return: { post: 'decider', offers: 'return' },
  approve: { post: 'decider', offers: 'approve' },
  deny: { post: 'decider', offers: 'deny' },
  withdraw: { post: 'reviewer', offers: 'propose' },
  claim: { post: 'reviewer', offers: 'propose' },
  unclaim: { post: 'reviewer', offers: 'propose' },
  transfer: { post: 'reviewer', offers: 'propose' },
  countersign: { post: 'reviewer', offers: 'propose' },
  concur: { post: 'reviewer', offers: 'propose', opinion: true },
  dissent: { post: 'reviewer', offers: 'propose', opinion: true },
  suspend: { post: 'reviewer', offers: 'propose' },
  resume: { post: 'reviewer', offers: 'propose', suspended: true },
  terminate: { post: 'reviewer', offers: 'propose' },
  comment: { post: 'reviewer', offers: 'propose' },
}

export const allVerbs = (Verb as unknown as { enum: Verb[] }).enum

/** How a person stands to the case; the order of the letters in a cell. */
export const relations = ['own', 'same department', 'other department', 'other division', 'stranger'] as const
export type Relation = (typeof relations)[number]

export const roles = ['citizen', ...postRoles] as const
export type Role = (typeof roles)[number]

/** Where the case of the matrix lies, and who it belongs to. */
export const place = { departmentId: 'bees', divisionCode: '441900003000' }
export const party = '0193a000-0000-7000-8000-000000000001'
const elsewhere = { 'other department': 'fish', 'other division': '441900004000' }

/**
 * A person of a role in a relation to the case. A citizen's own case is their party's, a stranger's is not; citizens stand
 * in no department. An official's own case is one whose task they have; a stranger holds the post in another city.
 */
export function personOf(role: Role, relation: Relation, realm: string): Actor | undefined {
  const accountId = `0193a000-0000-7000-8000-0000000000${10 + roles.indexOf(role)}`
  const person = { realm, accountId, name: role, level: 'L3' as const }
  if (role === 'citizen') {
    if (relation !== 'own' && relation !== 'stranger') return undefined
    const partyId = relation === 'own' ? party : '0193a000-0000-7000-8000-000000000002'
    return { ...person, kind: 'citizen', partyId, posts: [] }
  }
  const departmentId =
    relation === 'other department' || relation === 'stranger' ? elsewhere['other department'] : 'bees'
  const divisionCode =
    relation === 'other division'
      ? elsewhere['other division']
      : relation === 'stranger'
        ? '440100000000'
        : place.divisionCode
  const post = { id: `post-${role}-${relation}`, role, departmentId, departmentName: departmentId, divisionCode }
  return { ...person, kind: 'official', posts: [post] }
}

/** What an act brings that is demanded of it, so that only the question who may is left. */
export function inputOf(verb: Verb, at: { taskId: number; expectedVersion: number }): ActInput {
  return {
    verb,
    ...at,
    reason: '理由',
    basis: '依据',
    to: { departmentId: place.departmentId },
    ...(verb === 'request-correction' ? { items: [{ kind: 'field', key: '/hives', message: '请写蜂箱数' }] } : {}),
  }
}

/** One task that offers one verb, and nothing else. */
export function flowOf({ post, offers }: (typeof stages)[Verb]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn" id="matrix">
<process id="one-task" name="一步" isExecutable="true">
<startEvent id="begin"/><userTask id="task" name="办理" zt:post="${post}" zt:verbs="${offers}"/><endEvent id="end"/>
<sequenceFlow id="a" sourceRef="begin" targetRef="task"/><sequenceFlow id="b" sourceRef="task" targetRef="end"/>
</process></definitions>`
}

/** `+` may, whatever else stands in the way · `3` may not · `4` does not learn that the case is there. */
export function letterOf(error: unknown): string {
  if (error === undefined) return '+'
  if (!(error instanceof Refusal)) throw error
  return error.kind === 'forbidden' ? '3' : error.kind === 'missing' ? '4' : '+'
}

/** One row for each verb, one column for each role, in a cell one letter for each relation; `·` where there is none. */
export async function matrixText(
  ask: (verb: Verb, role: Role, relation: Relation) => Promise<string>,
): Promise<string> {
  const lines = [`verb\t${roles.join('\t')}`]
  for (const verb of allVerbs) {
    const cells: string[] = []
    for (const role of roles) {
      let cell = ''
      for (const relation of relations) cell += await ask(verb, role, relation)
      cells.push(cell)
    }
    lines.push(`${verb}\t${cells.join('\t')}`)
  }
  return `${legend}${lines.join('\n')}\n`
}

const legend = `# Who may do which verb of a case. Written by \`npm run zt -- generate case-permissions\`; a test asks the service each cell.
# 谁能对办件做什么。由上面的命令写出，测试逐格向服务核对。
# A cell has one letter for each relation, in this order: own 本人（本人的办件、本人领办）, same department 本部门,
# other department 其他部门, other division 其他区划, stranger 无关. + may · 3 may not · 4 does not learn that it exists · no such person
`

/** The matrix by the policies alone, without a database. */
export async function generatedMatrix(): Promise<string> {
  const nets = new Map<Verb, Net>()
  for (const verb of allVerbs) nets.set(verb, await compileFlow(flowOf(stages[verb]), () => () => null))
  return matrixText(async (verb, role, relation) => {
    const actor = personOf(role, relation, 'matrix')
    if (!actor) return '·'
    const own = actor.partyId === party
    const scene = {
      actor,
      current: caseAt(verb),
      net: nets.get(verb)!,
      tasks: tasksAt(verb, actor, relation),
      own,
      territory,
    }
    const parties = actor.partyId ? [actor.partyId] : []
    try {
      checkRight(scene, inputOf(verb, { taskId: 2, expectedVersion: 1 }), parties)
      return letterOf(undefined)
    } catch (error) {
      return letterOf(error)
    }
  })
}

const territory: Territory = {
  departmentWithin: (department, ancestor) => department === ancestor,
  divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
}

/** The case as the policies look at it: where it lies, whose it is, how it stands. */
function caseAt(verb: Verb): Case {
  const suspension = { since: '2026-11-02T02:00:00Z', basis: '依据', reason: '理由' }
  return {
    id: 'case',
    item: { departmentId: place.departmentId },
    party: { partyId: party },
    divisionCode: place.divisionCode,
    status: 'submitted',
    state: {
      format: 1,
      counter: 2,
      variables: {},
      tokens: [{ id: stages[verb].opinion ? 1 : 2, node: 'task', scope: 0 }],
      scopes: [],
      ended: false,
    },
    ...(stages[verb].suspended ? { suspension } : {}),
  } as unknown as Case
}

function tasksAt(verb: Verb, actor: Actor, relation: Relation): TaskTable[] {
  const { post, offers, opinion } = stages[verb]
  const task = {
    node: 'task',
    post,
    department_id: post === 'applicant' ? '' : place.departmentId,
    division_code: place.divisionCode,
    verbs: [offers],
    assignee: null,
    assignee_name: null,
    closed_at: null,
    closed_by: null,
    closed_for: null,
    separate_from: null,
    opinion_of: null,
    held: null,
  }
  const taken = isTaken(verb, actor, relation) ? { assignee: actor.accountId, assignee_name: actor.name } : {}
  const other = { ...task, id: 1 }
  const tried = { ...task, id: 2, ...taken, ...(opinion ? { verbs: ['concur', 'dissent'], opinion_of: 1 } : {}) }
  return (opinion ? [other, tried] : [tried]) as unknown as TaskTable[]
}

/** What is one's own task: one has taken it. Nobody can take what is theirs already, so `claim` is tried on a free one. */
export function isTaken(verb: Verb, actor: Actor, relation: Relation): boolean {
  return (
    relation === 'own' && actor.kind === 'official' && verb !== 'claim' && actor.posts[0]?.role === stages[verb].post
  )
}
