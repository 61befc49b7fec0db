import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import holidays from '../../platform/kernel/working-days/holidays.json' with { type: 'json' }
import { createCalendar } from '../../platform/kernel/working-days.ts'
import { advance, compileFlow, start } from '../../platform/support/cases/index.ts'
import { compileFeel } from '../../platform/support/rules/index.ts'
import type { Duel } from './duel.ts'

/** A licence as most are: intake, a choice, two offices at once, a decision. Nine nodes lie on its way. */
const nodesOnTheWay = 9

const process = (condition: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zt="http://zhengtong.dev/bpmn" id="file" targetNamespace="http://zhengtong.dev/bench">
<process id="licence" isExecutable="true">
  <startEvent id="begin"/>
  <userTask id="intake" zt:post="intake" zt:verbs="accept refuse"/>
  <exclusiveGateway id="accepted" default="yes"/>
  <parallelGateway id="split"/>
  <userTask id="fire" zt:post="reviewer" zt:verbs="propose"/>
  <userTask id="water" zt:post="reviewer" zt:verbs="propose"/>
  <parallelGateway id="join"/>
  <userTask id="decision" zt:post="decider" zt:verbs="approve deny"/>
  <endEvent id="granted"/>
  <endEvent id="refused"/>
  <sequenceFlow id="f1" sourceRef="begin" targetRef="intake"/>
  <sequenceFlow id="f2" sourceRef="intake" targetRef="accepted"/>
  <sequenceFlow id="no" sourceRef="accepted" targetRef="refused"><conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression></sequenceFlow>
  <sequenceFlow id="yes" sourceRef="accepted" targetRef="split"/>
  <sequenceFlow id="f3" sourceRef="split" targetRef="fire"/>
  <sequenceFlow id="f4" sourceRef="split" targetRef="water"/>
  <sequenceFlow id="f5" sourceRef="fire" targetRef="join"/>
  <sequenceFlow id="f6" sourceRef="water" targetRef="join"/>
  <sequenceFlow id="f7" sourceRef="join" targetRef="decision"/>
  <sequenceFlow id="f8" sourceRef="decision" targetRef="granted"/>
</process></definitions>`

const verbs = { intake: 'accept', fire: 'propose', water: 'propose', decision: 'approve' } as const

export const flowSteps: Duel = {
  name: 'flow-steps',
  operation: 'a whole case with four tasks, a choice and two branches at once; a step is one node passed',
  peer: 'bpmn-engine 25.0.1',
  target: 100,
  async prepare() {
    const net = await compileFlow(process('verb = "refuse"'), compileFeel)
    const calendar = createCalendar(holidays)
    const now = new Date('2026-11-02T01:00:00Z')

    function own(): number {
      let { state } = start(net, {}, now, calendar)
      while (!state.ended) {
        const [token] = state.tokens
        const node = token?.node as keyof typeof verbs
        state = advance(net, state, { kind: 'task-done', task: token!.id, verb: verbs[node] }, now, calendar).state
      }
      return nodesOnTheWay
    }

    // The peer, too, reads its model once: each case begins from the serialised source.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the peer's own syntax of expressions
    const source = process('${environment.variables.refused}')
    const [definition] = await new Engine({ name: 'reader', source }).getDefinitions()
    const sourceContext = definition!.context.definitionContext

    async function peer(): Promise<number> {
      const listener = new EventEmitter()
      let passed = 0
      listener.on('wait', (task) => task.signal())
      listener.on('activity.end', () => {
        passed += 1
      })
      const engine = new Engine({ name: 'licence', sourceContext, variables: { refused: false } })
      await engine.execute({ listener })
      assert.equal(passed, nodesOnTheWay)
      return passed
    }
    return { own, peer }
  },
}
