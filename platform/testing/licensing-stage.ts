import type { Actor } from '#kernel/actor.ts'
import type { ProcedureAct } from '#support/cases/contract.ts'
import { compileFlow } from '#support/cases/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { openBeekeepers } from './beekeepers.ts'

/** Accepted by one, reviewed with a reminder on the fifteenth working day, decided by another. */
const remindingFlow = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zt="http://zhengtong.dev/bpmn" id="reminding-definitions">
<process id="reminding" name="养蜂人登记" isExecutable="true">
  <startEvent id="begin" />
  <userTask id="intake" name="受理" zt:post="intake" zt:verbs="accept refuse" zt:status="submitted" />
  <userTask id="review" name="审查" zt:post="reviewer" zt:verbs="propose" zt:status="accepted" zt:due="promise" />
  <boundaryEvent id="remind" attachedToRef="review" cancelActivity="false"><timerEventDefinition zt:after="P15WD" /></boundaryEvent>
  <userTask id="reminder" name="催办" zt:post="supervisor" zt:verbs="propose" />
  <endEvent id="reminded" />
  <userTask id="decision" name="决定" zt:post="decider" zt:verbs="approve deny" zt:due="legal" />
  <exclusiveGateway id="decided" default="toGranted" />
  <endEvent id="granted" zt:outcome="granted" />
  <endEvent id="denied" zt:outcome="denied" />
  <sequenceFlow id="a" sourceRef="begin" targetRef="intake" />
  <sequenceFlow id="b" sourceRef="intake" targetRef="review" />
  <sequenceFlow id="c" sourceRef="review" targetRef="decision" />
  <sequenceFlow id="d" sourceRef="decision" targetRef="decided" />
  <sequenceFlow id="toGranted" sourceRef="decided" targetRef="granted" />
  <sequenceFlow id="toDenied" sourceRef="decided" targetRef="denied"><conditionExpression>decision.verb = "deny"</conditionExpression></sequenceFlow>
  <sequenceFlow id="e" sourceRef="remind" targetRef="reminder" />
  <sequenceFlow id="f" sourceRef="reminder" targetRef="reminded" />
</process></definitions>`

/** The beekeepers' office as the licensing law looks at it: with heads, a government above, and jobs that one can look at. */
export async function openLicensing() {
  const office = await openBeekeepers()
  const { cases, needs, nets, official, reviewer, decider, intake, applicant, stranger } = office
  nets.set('reminding 1', await compileFlow(remindingFlow, compileFeel))
  const jobs = new Map<string, Date>()
  needs.jobs = {
    add: async (_tx, _name, _payload, { key, runAt } = {}) => void jobs.set(key!, runAt!),
    cancel: async (_tx, key) => void jobs.delete(key),
  }
  needs.territory = async () => ({
    departmentWithin: (department, ancestor) => department === ancestor || ancestor === 'city',
    divisionWithin: () => true,
    isGovernment: (id) => id === 'city',
    departmentsUnder: (id) => [id],
    find: () => undefined,
  })
  const head = official('head')
  const everybody: Record<string, Actor> = {
    ...{ applicant, stranger, intake, reviewer, decider },
    inspector: official('inspector'),
    supervisor: official('supervisor'),
    elsewhere: official('reviewer', 'trees'),
    administrator: official('administrator'),
  }

  /** Moves to ten in the morning of a day of 2026 in the city. */
  const on = (day: string) => {
    office.time.now = new Date(`2026-${day}T02:00:00Z`)
  }

  /** An application of 2 November, accepted on that day. */
  async function accepted(more: { joint?: boolean } = {}): Promise<string> {
    on('11-02')
    const limits = { promise: { unit: 'working', days: 10 }, legal: { unit: 'working', days: 20 }, ...more } as const
    const { caseId } = await office.open({ facts: [] }, { flow: { key: 'reminding', version: 1 }, limits })
    await office.act(intake, caseId, 'accept')
    return caseId
  }

  async function proceed(actor: Actor, caseId: string, given: Omit<ProcedureAct, 'expectedVersion'>) {
    const { version } = await cases.get(reviewer, caseId)
    return cases.proceed(actor, caseId, { ...given, expectedVersion: version })
  }

  const dueOf = async (caseId: string) => {
    const { clocks, tasks } = await cases.get(reviewer, caseId)
    const due = (key: string) => clocks.find((clock) => clock.key === key)?.due
    return { promise: due('promise'), legal: due('legal'), task: tasks.find(({ post }) => post === 'reviewer')?.due }
  }

  return { ...office, jobs, head, everybody, on, accepted, proceed, dueOf }
}
