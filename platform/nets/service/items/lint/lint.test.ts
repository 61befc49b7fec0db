import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankItem } from '../imports/mapping.ts'
import type { Item, Material } from '../item.ts'
import { lintItem, lintRules } from './lint.ts'

/** An item with nothing wrong in it. */
function sound(): Item {
  const law = { law: '中华人民共和国示例法', article: '第一条', rank: 'law' as const }
  const step = (name: string) => ({ name, days: 1 })
  return {
    ...blankItem('示例许可', '01', '示例局'),
    codes: { taskCode: '11440000006940116U2440102003001', catalogCode: '440102003001' },
    audiences: ['natural-person', 'enterprise'],
    limits: { legal: { unit: 'working', days: 20 }, promised: { unit: 'working', days: 5 } },
    conditions: { acceptance: '年满十八周岁', special: [], intermediaries: [] },
    materials: [material({ key: 'application', name: '申请书', submission: 'generated' })],
    fee: { charged: false, lines: [] },
    result: { type: 'certificate', name: '示例许可证', credential: 'sample-licence', closing: 'certificate' },
    handling: { projectType: 'promised', online: true, form: 'f', flow: 'f', channels: ['window', 'web'], visits: 0 },
    contacts: { enquiry: ['0769-12345'], complaint: ['12345'], places: [] },
    basis: [law],
    themes: ['准营准办'],
    steps: ['受理', '审核', '审批', '办结', '送达'].map(step),
    faqs: [{ question: '多久办完？', answer: '5 个工作日。' }],
  }
}

function material(part: Partial<Material> & { key: string; name: string }): Material {
  return { necessity: 'required', form: 'either', submission: 'upload', ...part }
}

const asked = (key: string): Item['situations'][number] => ({
  key,
  question: '？',
  ask: 'start',
  options: [
    { key: 'a', label: '甲', materials: [] },
    { key: 'b', label: '乙', materials: [] },
  ],
})

const promise = (materials: string[]): NonNullable<Item['promises']>[number] => ({
  key: 'p',
  version: 1,
  name: '承诺',
  materials,
  notice: '不实承诺的，撤销许可。',
  promise: '我符合条件。',
  check: { what: '原件', within: { unit: 'calendar', days: 60 } },
  basis: { law: '示例法' },
})

const broken = (change: (item: Item) => void) => {
  const item = sound()
  change(item)
  return lintItem(item).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)
}

test('an item with nothing wrong has no findings', () => {
  assert.deepEqual(lintItem(sound()), [])
})

const cases: [string, (item: Item) => void, string][] = [
  [
    'a promise may not be longer than the law allows',
    (i) => (i.limits.promised = { unit: 'working', days: 21 }),
    'error promised-within-legal /limits/promised',
  ],
  [
    'working days are longer than as many calendar days',
    (i) => (i.limits = { legal: { unit: 'calendar', days: 10 }, promised: { unit: 'working', days: 11 } }),
    'error promised-within-legal /limits/promised',
  ],
  [
    'what is promised at once is of that kind',
    (i) => (i.limits.promised = { unit: 'instant', days: 0 }),
    'error instant-is-immediate /handling/projectType',
  ],
  [
    'a case decided at once promises so',
    (i) => (i.handling.projectType = 'immediate'),
    'error immediate-is-instant /limits/promised',
  ],
  [
    'a licence over 20 working days names its law',
    (i) => {
      i.limits.legal = { unit: 'working', days: 60 }
      i.basis = [{ law: '示例通知', rank: 'normative-document' }]
    },
    'warning licence-limit-needs-law /limits/legal',
  ],
  ['steps fit the promise', (i) => (i.steps[0] = { name: '受理', days: 4 }), 'error steps-within-promise /steps'],
  ['visits have a reason', (i) => (i.handling.visits = 1), 'error visits-need-reason /handling/visitReason'],
  [
    'no visit and not online means by mail',
    (i) => (i.handling = { ...i.handling, online: false, onlineElsewhere: false, channels: ['window', 'other'] }),
    'error no-visit-needs-a-way /handling/express',
  ],
  [
    'wholly online needs no visit',
    (i) => (i.handling = { ...i.handling, onlineDepth: 5, visits: 1, visitReason: '核对原件' }),
    'error full-depth-no-visit /handling/visits',
  ],
  ['online needs form and flow', (i) => delete i.handling.flow, 'error online-needs-form-and-flow /handling/form'],
  ['firms may choose', (i) => (i.handling.channels = ['web']), 'warning firms-choose-channel /handling/channels'],
  ['a licence shows five steps', (i) => (i.steps = i.steps.slice(1)), 'warning licence-has-five-steps /steps'],
  ['a licence answers a question', (i) => (i.faqs = []), 'warning licence-has-faq /faqs'],
  [
    'one does not complain where one asks',
    (i) => (i.contacts.complaint = ['0769-12345']),
    'warning enquiry-differs-from-complaint /contacts/complaint',
  ],
  ['a fee has lines', (i) => (i.fee = { charged: true, payOnline: true, lines: [] }), 'error fee-has-lines /fee/lines'],
  [
    'a fee has a basis',
    (i) => (i.fee = { charged: true, payOnline: true, lines: [{ name: '工本费' }] }),
    'error fee-has-basis /fee/lines/0/basis',
  ],
  [
    'only a law may charge for a licence',
    (i) =>
      (i.fee = {
        charged: true,
        payOnline: true,
        lines: [{ name: '工本费', basis: { law: '示例办法', rank: 'rule' } }],
      }),
    'error licence-fee-needs-law /fee/lines/0/basis',
  ],
  [
    'a fee is payable online',
    (i) => (i.fee = { charged: true, lines: [{ name: '工本费', basis: i.basis[0] }] }),
    'error fee-paid-online /fee/payOnline',
  ],
  ['what is free has no payment', (i) => (i.fee.payOnline = true), 'error free-has-no-payment /fee/payOnline'],
  ['证 closes by certificate', (i) => (i.result.closing = 'document'), 'error closing-fits-result /result/closing'],
  ['a result has a sample', (i) => delete i.result.credential, 'warning result-has-sample /result/sample'],
  [
    'a shared material names its source',
    (i) => i.materials.push(material({ key: 'id', name: '身份证明', submission: 'shared' })),
    'error shared-material-has-source /materials/1/source',
  ],
  [
    'no material that sharing supplies',
    (i) => i.materials.push(material({ key: 'id', name: '居民身份证复印件' })),
    'warning no-material-that-sharing-supplies /materials/1',
  ],
  [
    'no catch-all',
    (i) => i.materials.push(material({ key: 'x', name: '其他相关材料' })),
    'warning no-catch-all-material /materials/1/name',
  ],
  [
    'a proof has a basis',
    (i) => i.materials.push(material({ key: 'x', name: '无违法证明' })),
    'warning proof-needs-basis /materials/1/basis',
  ],
  [
    'keys differ',
    (i) => i.materials.push(material({ key: 'application', name: '委托书' })),
    'error material-keys-differ /materials/1/key',
  ],
  ['a licence lists its materials', (i) => (i.materials = []), 'warning licence-lists-materials /materials'],
  [
    'situations name listed materials',
    (i) =>
      (i.situations = [
        {
          key: 's',
          question: '？',
          options: [
            { key: 'a', label: '是', materials: ['zz'] },
            { key: 'b', label: '否', materials: [] },
          ],
        },
      ]),
    'error situation-materials-exist /situations/0/options/0/materials',
  ],
  [
    'a condition is FEEL',
    (i) => i.materials.push(material({ key: 'x', name: '图', necessity: 'conditional', when: 'size = = 1' })),
    'error condition-is-feel /materials/1/when',
  ],
  [
    'a condition names a question and an answer there are',
    (i) => (i.branches = [{ key: 'b', name: '小型', when: 'situations.size = "tiny"' }]),
    'error situation-names-known /branches/0/when',
  ],
  [
    'what is asked may hang on earlier questions only',
    (i) => (i.situations = [{ ...asked('size'), when: 'situations.size = "a"' }]),
    'error situation-hangs-on-earlier /situations/0/when',
  ],
  [
    'a question at the start has a name for conditions',
    (i) => (i.situations = [asked('how-big')]),
    'error situation-asked-by-name /situations/0/key',
  ],
  [
    'the promise of a branch is within the law',
    (i) => {
      i.situations = [asked('size')]
      const limits = { promised: { unit: 'working' as const, days: 30 } }
      i.branches = [{ key: 'b', name: '大型', when: 'situations.size = "a"', limits }]
    },
    'error branch-within-legal /branches/0/limits/promised',
  ],
  [
    'a promise takes the place of what is handed in',
    (i) => (i.promises = [promise(['application'])]),
    'error promise-materials-exist /promises/0/materials/0',
  ],
  [
    'the notice says what a false promise leads to',
    (i) => (i.promises = [{ ...promise(['application']), notice: '请承诺。' }]),
    'warning promise-tells-consequence /promises/0/notice',
  ],
  [
    'what may follow says until when',
    (i) => i.materials.push(material({ key: 'x', name: '平面图', necessity: 'may-follow' })),
    'error may-follow-says-days /materials/1/follow',
  ],
  [
    'only what may follow has days to follow',
    (i) => i.materials.push(material({ key: 'x', name: '平面图', follow: { days: 5, onLapse: 'block' } })),
    'error follow-is-may-follow /materials/1/follow',
  ],
  ['a code has the national shape', (i) => (i.codes = { taskCode: '511A-1' }), 'error code-has-shape /codes/taskCode'],
  [
    'a wrong check digit of an agency is a warning',
    (i) => (i.codes = { taskCode: '11440000006940116A2440102003001' }),
    'warning code-parts-known /codes/taskCode',
  ],
  [
    'the catalogue code is in the task code',
    (i) => (i.codes.catalogCode = '440102003002'),
    'error catalogue-code-in-task-code /codes/catalogCode',
  ],
  ['the type is in the task code', (i) => (i.type = '07'), 'warning type-in-code /type'],
  [
    'an intermediary has a basis',
    (i) => i.conditions.intermediaries.push({ name: '检测' }),
    'error intermediary-needs-basis /conditions/intermediaries/0',
  ],
  [
    'themes fit audiences',
    (i) => {
      i.audiences = ['enterprise']
      i.themes = ['婚姻登记']
    },
    'warning themes-fit-audiences /themes/0',
  ],
  [
    'dates are in order',
    (i) => (i.plan = { effectiveOn: '2026-12-01', cancelOn: '2026-12-01' }),
    'error plan-dates-in-order /plan',
  ],
  ['the summary is exact', (i) => (i.summary = '我们会尽快发证。'), 'warning no-vague-words /summary'],
]
for (const [rule, change, expected] of cases)
  test(rule, () => {
    const findings = broken(change)
    assert.ok(findings.includes(expected), findings.join('\n'))
  })

test('every rule has its own code, and errors come first', () => {
  assert.equal(new Set(lintRules.map(({ code }) => code)).size, lintRules.length)
  const severities = lintItem({ ...sound(), faqs: [], basis: [], codes: { taskCode: 'x' } }).map(
    ({ severity }) => severity,
  )
  assert.deepEqual(severities, severities.toSorted())
})
