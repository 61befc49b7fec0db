import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileFlow, type Net } from '#support/cases/index.ts'
import { compileFeel } from '#support/rules/index.ts'

const packs = fileURLToPath(new URL('../../../packs/', import.meta.url))
type Node = Net['nodes'][number]
type Feature = (net: Net, node: Node) => boolean

const triggers =
  (on: string, kind?: Node['kind']): Feature =>
  (_net, node) =>
    'trigger' in node && node.trigger?.on === on && (kind === undefined || node.kind === kind)
const of =
  (kind: Node['kind']): Feature =>
  (_net, node) =>
    node.kind === kind
const throws =
  (does: string): Feature =>
  (_net, node) =>
    'throws' in node && node.throws.does === does
const gateway =
  (kind: Node['kind']): Feature =>
  (_net, node) =>
    node.kind === kind && node.incoming.length + node.outgoing.length > 2

/** What the engine can do, and how it is told that a flow uses it. */
const features: Record<string, Feature> = {
  exclusive: gateway('exclusive'),
  parallel: gateway('parallel'),
  inclusive: gateway('inclusive'),
  'event-based': gateway('event-based'),
  'call activity': of('call'),
  'event sub-process': (_net, node) => node.kind === 'sub-process' && node.triggered,
  'several instances': (_net, node) => 'instances' in node && node.instances?.kind === 'several',
  'completion condition': (_net, node) =>
    'instances' in node && node.instances?.kind === 'several' && node.instances.until !== null,
  'message caught': triggers('message'),
  'message thrown': (_net, node) => 'throws' in node && node.throws.does === 'announce',
  error: (_net, node) => 'throws' in node && node.throws.does === 'error',
  'error caught': triggers('error', 'boundary'),
  escalation: throws('escalate'),
  'escalation caught': triggers('escalation', 'boundary'),
  compensation: throws('compensate'),
  'compensation handler': (_net, node) => 'forCompensation' in node && node.forCompensation,
  'boundary interrupting': (_net, node) => node.kind === 'boundary' && node.interrupting,
  'boundary beside': (_net, node) => node.kind === 'boundary' && !node.interrupting,
  'working-day timer': (_net, node) =>
    'trigger' in node && node.trigger?.on === 'timer' && node.trigger.timer.kind === 'working-days',
  'job outside the transaction': (_net, node) => node.kind === 'service' && node.mode === 'job',
  rule: of('rule'),
  script: of('script'),
  receive: of('receive'),
  'signal caught': triggers('signal'),
  'signal thrown': (_net, node) => 'throws' in node && node.throws.does === 'announce' && node.throws.on === 'signal',
  'conditional event': triggers('condition'),
  'standard loop': (_net, node) => 'instances' in node && node.instances?.kind === 'loop',
  link: (net) => /<linkEventDefinition/.test(net.xml),
  'another department': (_net, node) => node.kind === 'user' && node.department !== null,
  'two persons': (_net, node) => node.kind === 'user' && node.separateFrom !== null,
}

async function netsOf(pack: string): Promise<Net[]> {
  const folder = `${packs}${pack}/flows/`
  const read = (key: string) => readFileSync(`${folder}${key}.bpmn`, 'utf8')
  const keys = readdirSync(folder).map((file) => file.replace('.bpmn', ''))
  const called = async (key: string) => (keys.includes(key) ? { xml: read(key), version: 1 } : undefined)
  return Promise.all(keys.map((key) => compileFlow(read(key), compileFeel, { key, called })))
}

/** Real services: the beekeepers and the general application are there to prove other things. */
const services = readdirSync(packs).filter(
  (pack) => !['beekeepers', 'generic-application'].includes(pack) && readdirSync(`${packs}${pack}`).includes('flows'),
)

test('the services together use every feature of the engine', async () => {
  const uses = new Map<string, string[]>(Object.keys(features).map((feature) => [feature, []]))
  for (const pack of services) {
    const nets = await netsOf(pack)
    for (const [feature, has] of Object.entries(features))
      if (nets.some((net) => net.nodes.some((node) => has(net, node)))) uses.get(feature)?.push(pack)
  }
  const table = [...uses].map(([feature, used]) => `${feature}: ${used.join(', ')}`)
  assert.deepEqual(
    [...uses].filter(([, used]) => used.length === 0).map(([feature]) => feature),
    [],
    table.join('\n'),
  )
  assert.equal(services.length >= 12, true, services.join(', '))
})
