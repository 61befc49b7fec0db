import { branchRows, promiseRows } from './branch-fields.ts'
import { basisColumns, materialColumns, materialMore, optionColumns, optionMore } from './list-fields.ts'
import { options } from './options.ts'
import { renewalPart } from './renewal-fields.ts'
import {
  area,
  choice,
  choices,
  design,
  flag,
  limit,
  money,
  must,
  number,
  type Section,
  text,
  texts,
  word,
} from './spec.ts'

const key = (stem: string) => (index: number) => `${stem}-${index + 1}`

/** The editor's sections, in the order in which an item is thought out. Every element group of standards A8 has its place. */
export const sections: Section[] = [
  {
    key: 'basics',
    label: word('基本信息', 'Basics'),
    fields: [
      must(text('/name', '事项名称', 'Name', { wide: true })),
      text('/nameEn', '英文名称', 'English name', { wide: true }),
      area('/summary', '一句话说明', 'Summary', {
        help: word(
          '写给申请人看：办成什么、准备什么、多久。',
          'For applicants: what it is for, what to prepare, how long.',
        ),
      }),
      area('/summaryEn', '英文说明', 'English summary'),
      texts('/alsoKnownAs', '简称和日常用语', 'Also known as', {
        help: word('每行一个，搜索时与名称一样能搜到。', 'One a line; found like the name.'),
      }),
      choice('/type', '事项类型', 'Type', options.type, true),
      text('/codes/catalogCode', '基本编码', 'Catalogue code'),
      text('/codes/taskCode', '实施编码', 'Task code'),
      text('/codes/taskHandleItem', '业务办理项编码', 'Handling item code'),
      text('/codes/localTaskCode', '本地实施编码', 'Local task code'),
      texts('/themes', '主题', 'Themes', { help: word('每行一个', 'One a line') }),
    ],
  },
  {
    key: 'authority',
    label: word('实施主体', 'Authority'),
    fields: [
      must(text('/authority/name', '实施主体名称', 'Authority')),
      text('/authority/nameEn', '英文名称', 'English name'),
      text('/authority/code', '统一社会信用代码', 'Credit code'),
      { kind: 'department', at: '/authority/departmentId', label: word('承办部门', 'Handling department') },
      choice('/authority/nature', '主体性质', 'Nature', options.nature),
      choice('/authority/level', '行使层级', 'Level', options.level),
      text('/authority/divisionCode', '行政区划代码', 'Division code'),
      text('/authority/entrusted', '委托部门', 'Entrusting department'),
      text('/authority/powerSource', '权力来源', 'Source of power'),
      area('/authority/scope', '行使内容', 'Scope'),
      texts('/authority/joint', '联办机构', 'Joint departments', { help: word('每行一个', 'One a line') }),
    ],
  },
  {
    key: 'audience',
    label: word('可以申请的人', 'Who may apply'),
    fields: [
      choices('/audiences', '服务对象', 'For', options.audience),
      area('/conditions/acceptance', '受理条件', 'Conditions'),
      area('/conditions/quantity', '数量限制', 'Limit of number'),
      {
        kind: 'rows',
        at: '/conditions/special',
        label: word('特别程序', 'Special procedures'),
        wide: true,
        columns: [
          must(text('/name', '名称', 'Name')),
          number('/days', '天数', 'Days'),
          text('/basis/law', '依据', 'Basis'),
          text('/basis/article', '条款', 'Article'),
        ],
        blank: () => ({ name: '' }),
        add: word('加一项特别程序', 'Add a procedure'),
      },
      {
        kind: 'rows',
        at: '/conditions/intermediaries',
        label: word('中介服务', 'Intermediary services'),
        wide: true,
        columns: [
          must(text('/name', '名称', 'Name')),
          text('/basis/law', '依据', 'Basis'),
          text('/basis/article', '条款', 'Article'),
        ],
        blank: () => ({ name: '' }),
        add: word('加一项中介服务', 'Add a service'),
      },
    ],
  },
  {
    key: 'situations',
    label: word('情形', 'Situations'),
    fields: [
      {
        kind: 'rows',
        at: '/situations',
        label: word('问申请人的问题', 'Questions to applicants'),
        help: word(
          '答案决定要哪些材料，或者提醒不该办这一项。',
          'Answers decide which materials are needed, or that another item is meant.',
        ),
        wide: true,
        columns: [
          must(text('/question', '问题', 'Question')),
          text('/questionEn', '英文', 'English'),
          must(text('/key', '标识', 'Key')),
          choice('/ask', '什么时候问', 'Asked', options.ask),
        ],
        more: [
          text('/when', '什么情况下才问（FEEL，如 situations.size = "large"）', 'Asked only when (FEEL)', {
            wide: true,
          }),
          area('/help', '说明', 'Help'),
          {
            kind: 'rows',
            at: '/options',
            label: word('答案', 'Answers'),
            wide: true,
            columns: optionColumns,
            more: optionMore,
            blank: (index) => ({ key: key('option')(index), label: '', materials: [] }),
            add: word('加一个答案', 'Add an answer'),
          },
        ],
        blank: (index) => ({
          key: key('situation')(index),
          question: '',
          options: [
            { key: 'yes', label: '是', labelEn: 'Yes', materials: [] },
            { key: 'no', label: '否', labelEn: 'No', materials: [] },
          ],
        }),
        add: word('加一个问题', 'Add a question'),
      },
    ],
  },
  {
    key: 'branches',
    label: word('办理情形', 'Branches'),
    fields: [branchRows],
  },
  {
    key: 'promises',
    label: word('告知承诺', 'Promises'),
    fields: [promiseRows],
  },
  {
    key: 'materials',
    label: word('材料', 'Materials'),
    fields: [
      {
        kind: 'rows',
        at: '/materials',
        label: word('材料', 'Materials'),
        wide: true,
        columns: materialColumns,
        more: materialMore,
        blank: (index) => ({
          key: key('material')(index),
          name: '',
          necessity: 'required',
          form: 'either',
          submission: 'upload',
        }),
        add: word('加一份材料', 'Add a material'),
      },
    ],
  },
  {
    key: 'limits',
    label: word('环节与时限', 'Steps and limits'),
    fields: [
      limit('/limits/legal', '法定时限', 'Legal limit', {
        help: word('从受理当日的次日起算', 'Counted from the day after acceptance'),
      }),
      limit('/limits/promised', '承诺时限', 'Promised limit'),
      {
        kind: 'rows',
        at: '/steps',
        label: word('环节', 'Steps'),
        wide: true,
        columns: [
          must(text('/name', '环节', 'Step')),
          text('/who', '谁来办', 'Who'),
          number('/days', '最长（天）', 'Days'),
          text('/applicant', '申请人要做什么', 'What the applicant does'),
        ],
        blank: () => ({ name: '' }),
        add: word('加一个环节', 'Add a step'),
      },
    ],
  },
  {
    key: 'fee',
    label: word('收费', 'Fee'),
    fields: [
      flag('/fee/charged', '是否收费', 'Charged'),
      flag('/fee/payOnline', '可以网上支付', 'Paid online'),
      {
        kind: 'rows',
        at: '/fee/lines',
        label: word('收费项目', 'Fee lines'),
        wide: true,
        columns: [
          must(text('/name', '名称', 'Name')),
          money('/amountFen', '金额（元）', 'Amount (yuan)'),
          text('/standard', '标准', 'Standard'),
          text('/basis/law', '依据', 'Basis'),
          text('/when', '什么时候收（FEEL）', 'When (FEEL)'),
        ],
        blank: () => ({ name: '' }),
        add: word('加一项收费', 'Add a fee'),
      },
    ],
  },
  {
    key: 'basis',
    label: word('依据', 'Legal basis'),
    fields: [
      {
        kind: 'rows',
        at: '/basis',
        label: word('依据', 'Legal basis'),
        wide: true,
        columns: basisColumns,
        more: [area('/text', '条文内容', 'Text'), text('/url', '网址', 'Address', { wide: true })],
        blank: () => ({ law: '' }),
        add: word('加一条依据', 'Add a basis'),
      },
    ],
  },
  {
    key: 'result',
    label: word('结果与证照', 'Result'),
    fields: [
      choice('/result/type', '结果类型', 'Type', options.result),
      text('/result/name', '结果名称', 'Name'),
      design('/result/credential', '证照类型', 'Licence type', 'credential'),
      choice('/result/closing', '办结方式', 'How it closes', options.closing),
      text('/result/sample', '结果样本', 'Sample', { wide: true }),
    ],
  },
  { key: 'renewal', label: word('延续', 'Renewal'), fields: [renewalPart] },
  {
    key: 'handling',
    label: word('办理方式', 'Handling'),
    fields: [
      choice('/handling/projectType', '办件类型', 'Kind of case', options.projectType, true),
      flag('/handling/online', '可以在这里申请', 'Can be applied for here', {
        help: word('要先选好申请表和流程。', 'Needs a form and a flow.'),
      }),
      design('/handling/form', '申请表', 'Form', 'form'),
      design('/handling/flow', '流程', 'Flow', 'flow'),
      design('/handling/rule', '规则', 'Rule', 'rule'),
      choices('/handling/channels', '办理渠道', 'Channels', options.channels),
      number('/handling/visits', '到现场次数', 'Visits'),
      text('/handling/visitReason', '必须到现场的原因', 'Reason for visits'),
      number('/handling/onlineDepth', '网上办理深度（1–8）', 'Online depth (1–8)'),
      choice('/handling/area', '通办范围', 'Area', options.area),
      choice('/handling/level', '网上申请的认证级别', 'Assurance level online', options.assurance),
      flag('/handling/atCentre', '进驻政务大厅', 'At the service centre'),
      flag('/handling/appointment', '可以预约', 'By appointment'),
      flag('/handling/express', '可以快递', 'By express'),
      flag('/handling/terminals', '可以自助终端办', 'At terminals'),
      text('/handling/onlineUrl', '网上办理地址', 'Address on the web', { wide: true }),
      text('/handling/mobileUrl', '移动端地址', 'Address for mobile', { wide: true }),
    ],
  },
  {
    key: 'contacts',
    label: word('地点与电话', 'Places and contacts'),
    fields: [
      texts('/contacts/enquiry', '咨询方式', 'Enquiries', { help: word('每行一个', 'One a line') }),
      texts('/contacts/complaint', '投诉方式', 'Complaints', { help: word('每行一个', 'One a line') }),
      {
        kind: 'rows',
        at: '/contacts/places',
        label: word('办理地点', 'Places'),
        wide: true,
        columns: [
          must(text('/name', '名称', 'Name')),
          text('/address', '地址', 'Address'),
          text('/hours', '时间', 'Hours'),
          text('/phone', '电话', 'Phone'),
        ],
        more: [number('/longitude', '经度', 'Longitude'), number('/latitude', '纬度', 'Latitude')],
        blank: () => ({ name: '' }),
        add: word('加一个地点', 'Add a place'),
      },
    ],
  },
  {
    key: 'faqs',
    label: word('常见问题', 'Questions'),
    fields: [
      {
        kind: 'rows',
        at: '/faqs',
        label: word('常见问题', 'Questions'),
        wide: true,
        columns: [must(text('/question', '问题', 'Question')), must(area('/answer', '回答', 'Answer'))],
        blank: () => ({ question: '', answer: '' }),
        add: word('加一个问题', 'Add a question'),
      },
    ],
  },
]
