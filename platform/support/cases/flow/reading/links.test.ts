import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bpmn, compiled, compileExpression, el, path, play, user, when } from '../flow-builder.test-support.ts'
import { compileFlow } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const link = (name: string) => `<linkEventDefinition name="${name}"/>`
const from = (id: string, name = 'page 2') => el('intermediateThrowEvent', id, {}, link(name))
const to = (id: string, name = 'page 2') => el('intermediateCatchEvent', id, {}, link(name))

async function faults(...elements: string[]): Promise<string[]> {
  return compileFlow(bpmn(...elements), compileExpression).then(
    () => [],
    (error: { details: { faults: { rule: string; pointer: string }[] } }) =>
      error.details.faults.map(({ rule, pointer }) => `${rule} ${pointer}`),
  )
}

test('a link leads from each that throws its name to the one that catches it', async () => {
  const net = await compiled(
    begin,
    el('exclusiveGateway', 'which', { default: 'which-t2' }),
    from('t1'),
    from('t2'),
    user('early'),
    to('c'),
    user('after'),
    end,
    path('s', 'which', 't2'),
    when('which', 'early', 'quick = true'),
    path('early', 't1'),
    path('c', 'after', 'e'),
  )
  assert.deepEqual(play(net).at, ['after'])
  const quick = play(net, { quick: true })
  quick.done('early')
  assert.deepEqual(quick.at, ['after'])
})

test('links do not leave their sub-process, and each name has one catch and at least one throw', async () => {
  const inner = [el('startEvent', 'is'), from('t'), path('is', 't')].join('')
  const sub = el('subProcess', 'p', {}, inner)
  assert.deepEqual(
    (await faults(begin, sub, to('c'), end, path('s', 'p', 'e'), path('c', 'e'))).filter((each) =>
      each.startsWith('link'),
    ),
    ['link /intermediateThrowEvent/t', 'link /intermediateCatchEvent/c'],
  )
  const twice = await faults(begin, from('t'), to('c'), to('d'), end, path('s', 't'), path('c', 'e'), path('d', 'e'))
  assert.ok(twice.includes('link /intermediateCatchEvent/d'), twice.join())
  const drawn = await faults(begin, from('t'), to('c'), end, path('s', 't', 'e'), path('c', 'e'))
  assert.deepEqual(drawn, ['link /intermediateThrowEvent/t'])
})

test('a loop over a link in which nothing waits is found as any other', async () => {
  const found = await faults(
    begin,
    el('exclusiveGateway', 'g', { default: 'g-e' }),
    from('t'),
    to('c'),
    end,
    path('s', 'g', 'e'),
    when('g', 't', 'a = 1'),
    path('c', 'g'),
  )
  assert.ok(found.includes('endless-loop /intermediateThrowEvent/t'), found.join())
})
