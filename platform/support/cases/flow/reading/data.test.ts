import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bpmn, compiled, compileExpression, el, path, play, service, user } from '../flow-builder.test-support.ts'
import { compileFlow } from '../index.ts'

const begin = el('startEvent', 's')
const end = el('endEvent', 'e')
const assign = (from: string, to: string) => `<assignment><from>${from}</from><to>${to}</to></assignment>`
const given = (inner: string) => `<dataInputAssociation>${inner}</dataInputAssociation>`
const left = (inner: string) => `<dataOutputAssociation>${inner}</dataOutputAssociation>`
const specification = (inputs: string[], outputs: string[]) =>
  `<ioSpecification>${inputs.map((name) => `<dataInput id="in-${name}" name="${name}"/>`).join('')}${outputs
    .map((name) => `<dataOutput id="out-${name}" name="${name}"/>`)
    .join(
      '',
    )}<inputSet>${inputs.map((name) => `<dataInputRefs>in-${name}</dataInputRefs>`).join('')}</inputSet><outputSet>${outputs
    .map((name) => `<dataOutputRefs>out-${name}</dataOutputRefs>`)
    .join('')}</outputSet></ioSpecification>`
const data = (...ids: string[]) => ids.map((id) => el('dataObject', id)).join('')

const asked = (run: ReturnType<typeof play>) => {
  const call = run.effects.find((effect) => effect.kind === 'callService')
  return call?.kind === 'callService' ? call.inputs : assert.fail('nothing was called')
}

test('assignments give a service its inputs, whole and in parts, and take parts of its answer', async () => {
  const net = await compiled(
    data('order'),
    begin,
    service(
      'price',
      {},
      specification(['request', 'rate'], ['fee', 'tax']) +
        given(
          '<sourceRef>order</sourceRef><targetRef>in-request</targetRef>' +
            assign('order.area', 'request.area') +
            assign('days', 'days'),
        ) +
        given(`<targetRef>in-rate</targetRef>${assign('tariff.rate', 'in-rate')}`) +
        left(`<sourceRef>out-fee</sourceRef><targetRef>order</targetRef>${assign('fee', 'order.total.fee')}`) +
        left(`<sourceRef>out-tax</sourceRef><targetRef>order</targetRef>${assign('tax', 'total.tax')}`),
    ),
    user('pay'),
    end,
    path('s', 'price', 'pay', 'e'),
  )
  const run = play(net, { order: { area: 8 }, days: 3, tariff: { rate: 2 } })
  assert.deepEqual(asked(run), { request: { area: 8, days: 3 }, rate: 2 })
  run.served('price', { fee: 48, tax: 3 })
  assert.deepEqual(run.state.variables.order, { area: 8, total: { fee: 48, tax: 3 } })
})

test('a transformation gives its value whole, and the only data output is the whole answer', async () => {
  const net = await compiled(
    data('order', 'bill'),
    begin,
    service(
      'price',
      {},
      specification(['area'], ['sum']) +
        given('<sourceRef>order</sourceRef><targetRef>in-area</targetRef><transformation>order.area</transformation>') +
        left(`<sourceRef>out-sum</sourceRef><targetRef>bill</targetRef>${assign('sum', 'amount')}`),
    ),
    end,
    path('s', 'price', 'e'),
  )
  const run = play(net, { order: { area: 8 } })
  assert.deepEqual(asked(run), { area: 8 })
  run.served('price', 48)
  assert.deepEqual(run.state.variables.bill, { amount: 48 })
})

test('a person’s answer, a script and a message leave what is assigned from them', async () => {
  const net = await compiled(
    data('case'),
    begin,
    user('check', {}, given(assign('area', 'limit')) + left(assign('faults', 'case.faults'))),
    el(
      'scriptTask',
      'sum',
      { scriptFormat: 'feel', 'zt:result': 'total' },
      `${given(assign('case.faults', 'n')) + left(assign('answer', 'case.total'))}<script>n</script>`,
    ),
    el(
      'intermediateCatchEvent',
      'reply',
      {},
      `${left(`<targetRef>case</targetRef>${assign('text', 'said')}`)}<messageEventDefinition messageRef="m-reply"/>`,
    ),
    end,
    path('s', 'check', 'sum', 'reply', 'e'),
  )
  const run = play(net, { area: 9 })
  assert.deepEqual(run.state.variables.check, { limit: 9 }, 'what it is given lies under its id')
  run.done('check', 'accept', { check: { faults: 4, verb: 'accept' } })
  assert.deepEqual(run.state.variables.case, { faults: 4, total: 4 })
  run.send({ kind: 'message', name: 'reply', data: { text: 'ok' } })
  assert.deepEqual(run.state.variables.case, { faults: 4, total: 4, said: 'ok' })
})

test('an assignment without a from, or to no variable, is refused at its activity', async () => {
  const faults = async (inner: string) =>
    compileFlow(bpmn(begin, service('x', {}, inner), end, path('s', 'x', 'e')), compileExpression).then(
      () => [],
      (error: { details: { faults: { rule: string; pointer: string; mend: { en: string } }[] } }) =>
        error.details.faults.map(({ rule, pointer, mend }) => `${rule} ${pointer} ${mend.en.length > 10}`),
    )
  assert.deepEqual(await faults(given('<assignment><to>a</to></assignment>')), ['data-assignment /serviceTask/x true'])
  assert.deepEqual(await faults(left(assign('a', '1 + 2'))), ['data-assignment /serviceTask/x true'])
  assert.deepEqual(await faults(given(assign('#', 'a'))), ['bad-expression /serviceTask/x true'])
})
