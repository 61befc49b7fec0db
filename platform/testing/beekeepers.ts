import { webcrypto } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import holidays from '#kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '#kernel/working-days.ts'
import type { ActInput } from '#support/cases/contract.ts'
import {
  type CaseNeeds,
  type CaseRequest,
  casesModule,
  compileFlow,
  createCases,
  type Net,
} from '#support/cases/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { testDatabase } from './database.ts'

/** Its flow, as a pack would bring it. */
export const beekeeperFlow = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn" id="bees">
<process id="beekeeper" name="养蜂人登记" isExecutable="true">
  <startEvent id="begin" />
  <businessRuleTask id="check" name="规则判断" zt:decision="bees" zt:result="proposal" />
  <exclusiveGateway id="byRule" default="toIntake" />
  <userTask id="intake" name="受理" zt:post="intake" zt:verbs="accept refuse request-correction" zt:status="submitted" />
  <exclusiveGateway id="taken" default="toReview" />
  <userTask id="correction" name="补正" zt:post="applicant" zt:verbs="correct" zt:status="correction-requested" />
  <userTask id="review" name="审查" zt:post="reviewer" zt:verbs="propose" zt:status="accepted" />
  <userTask id="decision" name="决定" zt:post="decider" zt:verbs="approve deny" zt:separateFrom="review" />
  <exclusiveGateway id="decided" default="toGranted" />
  <endEvent id="granted" zt:outcome="granted" />
  <endEvent id="denied" zt:outcome="denied" />
  <endEvent id="refused" zt:outcome="refused" />
  <sequenceFlow id="toCheck" sourceRef="begin" targetRef="check" />
  <sequenceFlow id="toByRule" sourceRef="check" targetRef="byRule" />
  <sequenceFlow id="toIntake" sourceRef="byRule" targetRef="intake" />
  <sequenceFlow id="atOnce" sourceRef="byRule" targetRef="granted"><conditionExpression>proposal.outcome = "grant"</conditionExpression></sequenceFlow>
  <sequenceFlow id="toTaken" sourceRef="intake" targetRef="taken" />
  <sequenceFlow id="toRefused" sourceRef="taken" targetRef="refused"><conditionExpression>intake.verb = "refuse"</conditionExpression></sequenceFlow>
  <sequenceFlow id="toCorrection" sourceRef="taken" targetRef="correction"><conditionExpression>intake.verb = "request-correction"</conditionExpression></sequenceFlow>
  <sequenceFlow id="back" sourceRef="correction" targetRef="intake" />
  <sequenceFlow id="toReview" sourceRef="taken" targetRef="review" />
  <sequenceFlow id="toDecision" sourceRef="review" targetRef="decision" />
  <sequenceFlow id="toDecided" sourceRef="decision" targetRef="decided" />
  <sequenceFlow id="toGranted" sourceRef="decided" targetRef="granted" />
  <sequenceFlow id="toDenied" sourceRef="decided" targetRef="denied"><conditionExpression>decision.verb = "deny"</conditionExpression></sequenceFlow>
</process></definitions>`

/**
 * The office of an invented register of beekeepers, on a database of its own: accepted, reviewed by one person, decided by
 * another. A test file gets it whole by one call and closes it after.
 */
export async function openBeekeepers() {
  const { db, close } = await testDatabase([groundModule, casesModule])
  const time = { now: new Date('2026-11-02T02:00:00Z') }
  const realm = 'r'
  const beekeeper = '0193a000-0000-7000-8000-000000000001'
  const posts = ['intake', 'reviewer', 'decider'] as const

  const net = await compileFlow(beekeeperFlow, compileFeel)

  const offices = [
    { id: 'bees', name: '养蜂登记处（演示）', divisionCode: '441900000000' },
    { id: 'fish', name: '渔业登记处（演示）', divisionCode: '441900000000' },
  ]
  const officers: { accountId: string; name: string; posts: Actor['posts'] }[] = []
  const leaves: string[] = []
  const reads: string[] = []
  const papers: { letter: string; given: Record<string, unknown> }[] = []
  /** Other flows, by key and version; a case of none of these goes by the bureau's own. */
  const nets = new Map<string, Net>()
  const needs: CaseNeeds = {
    db,
    clock: () => time.now,
    newId,
    random: (bytes) => webcrypto.getRandomValues(bytes),
    secrets: createSecrets(Buffer.alloc(32, 3)),
    publish: createPublish({ clock: () => time.now, newId }),
    jobs: { add: async () => {}, cancel: async () => {} },
    files: undefined as unknown as CaseNeeds['files'],
    calendar: createCalendar(holidays),
    netOf: async ({ key, version }) => nets.get(`${key} ${version}`) ?? net,
    flowVersions: async () => [{ key: 'bees', version: 1 }, ...[...nets.keys()].map(versionOf)],
    rulesFor: async () => (_question, _asOf, facts) => {
      const outcome = facts.some((fact) => fact.pointer === '/hives' && fact.value === 3) ? 'grant' : 'human'
      const outputs = { outcome, reasons: [{ reason: '三箱以内当场登记' }] }
      return {
        ruleKey: 'bees',
        ruleVersion: 1,
        ruleTitle: '养蜂登记',
        outcome,
        result: outputs,
        record: { inputs: { hives: 3 }, sources: {}, outputs, trace: {} },
      }
    },
    replay: async ({ record }) => record.outputs,
    checkAnswers: async () => [],
    checkTaskData: async () => [],
    titlesOf: async () => new Map([['/hives', { title: '蜂箱数', titleEn: 'Hives' }]]),
    services: {
      'letters.issue': async (_tx, { inputs: { letter, ...given } }) => {
        papers.push({ letter: String(letter), given })
        return { name: String(letter), number: `第${papers.length}号`, credentialId: newId() }
      },
    },
    territory: async () => ({
      departmentWithin: (department, ancestor) => department === ancestor,
      divisionWithin: (division, ancestor) => division.startsWith(ancestor.replace(/0+$/, '')),
      departmentsUnder: (id) => [id],
      find: (id) => offices.find((each) => each.id === id),
      officeIn: (id) => offices.find((each) => each.id === id)?.id,
    }),
    officers: async () => officers,
    partiesOf: async (actor) => (actor.partyId ? [actor.partyId] : []),
    appendLeaf: async (_tx, { digest }) => void leaves.push(digest.toString('hex')),
    logRead: async (actor, read) => void reads.push(`${actor.name} ${read.purpose}`),
  }
  const cases = createCases(needs)

  const person = (name: string, more: Partial<Actor> = {}): Actor => ({
    kind: 'citizen',
    realm,
    accountId: newId(),
    name,
    level: 'L3',
    posts: [],
    ...more,
  })
  const applicant = person('南瓜灯演示', { partyId: beekeeper })
  const stranger = person('陌生人演示', { partyId: newId() })
  const official = (role: PostRole, departmentId = 'bees', divisionCode = '441900000000') => {
    const made = person(`${role}演示`, {
      kind: 'official',
      posts: [{ id: newId(), role, departmentId, departmentName: '养蜂登记处（演示）', divisionCode }],
    })
    officers.push(made)
    return made
  }
  const [intake, reviewer, decider] = posts.map((role) => official(role)) as [Actor, Actor, Actor]

  async function open(more: Partial<CaseRequest> = {}, item: Partial<CaseRequest['item']> = {}) {
    return inTransaction(db, (tx) =>
      cases.open(tx, applicant, {
        item: {
          id: newId(),
          version: 2,
          name: '养蜂人登记',
          flow: { key: 'bees', version: 1 },
          form: { key: 'bees', version: 1 },
          departmentId: 'bees',
          departmentName: '养蜂登记处（演示）',
          limits: { promise: { unit: 'working', days: 10 }, legal: { unit: 'working', days: 20 } },
          ...item,
        },
        party: { partyId: beekeeper, name: '南瓜灯演示', kind: 'natural', accountId: applicant.accountId },
        last4: '021X',
        divisionCode: '441900003000',
        channel: 'web',
        answers: { hives: 9, idNumber: '999900198208150210' },
        facts: [
          { pointer: '/hives', value: 9, source: 'register/hives/count', sourceLabel: '蜂箱库', fetchedAt: time.now },
        ],
        materials: [],
        disputes: [],
        gaps: [],
        ...more,
      }),
    )
  }

  /** Does the verb that is open at this person's only task. */
  async function act(actor: Actor, caseId: string, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
    const view = await cases.get(actor, caseId)
    const may = view.may.find((each) => each.verb === verb)
    return cases.act(actor, caseId, {
      verb,
      expectedVersion: view.version,
      ...(may?.taskId === undefined ? {} : { taskId: may.taskId }),
      ...more,
    })
  }

  return {
    db,
    close,
    time,
    realm,
    cases,
    needs,
    nets,
    leaves,
    reads,
    papers,
    person,
    official,
    applicant,
    stranger,
    intake,
    reviewer,
    decider,
    open,
    act,
  }
}

/** `bees 2`: a flow and its version. */
function versionOf(name: string): { key: string; version: number } {
  const [key = '', version] = name.split(' ')
  return { key, version: Number(version) }
}
