import { type Rule, when } from './finding.ts'

const PROVINCE = '省级事项要素一致性校验（standards A8, S8）'
const FIRMS = new Set(['enterprise', 'institution', 'social-organisation', 'other'])

export const handlingRules: Rule[] = [
  {
    code: 'visits-need-reason',
    severity: 'error',
    basis: PROVINCE,
    zh: '要到现场{}次，没有写必须到现场的原因。',
    en: 'The applicant must come {} times and no reason is given.',
    find: ({ handling: { visits, visitReason } }) =>
      when(visits !== undefined && visits > 0 && !visitReason, {
        pointer: '/handling/visitReason',
        value: `${visits}`,
      }),
  },
  {
    code: 'no-visit-needs-a-way',
    severity: 'error',
    basis: PROVINCE,
    zh: '写了不用到现场，又不能网上办，应提供邮寄申请。',
    en: 'No visit and no online handling: applying by mail must be offered.',
    find: ({ handling }) => {
      const isOffline = !handling.online && handling.onlineElsewhere === false
      const byMail = handling.express === true || handling.channels.includes('mail')
      return when(handling.visits === 0 && isOffline && !byMail, '/handling/express')
    },
  },
  {
    code: 'full-depth-no-visit',
    severity: 'error',
    basis: PROVINCE,
    zh: '全程网办的事项，到现场次数应为0。',
    en: 'An item handled wholly online must need no visit.',
    find: ({ handling: { onlineDepth, visits } }) =>
      when(onlineDepth !== undefined && onlineDepth >= 5 && onlineDepth < 8 && (visits ?? 0) > 0, '/handling/visits'),
  },
  {
    code: 'online-needs-form-and-flow',
    severity: 'error',
    basis: '可以申请的事项须有表单和流程（design）',
    zh: '开放网上申请前，先选定申请表和流程。',
    en: 'Choose a form and a flow before opening the item for applications.',
    find: ({ handling: { online, form, flow } }) => when(online && !(form && flow), '/handling/form'),
  },
  {
    code: 'firms-choose-channel',
    severity: 'warning',
    basis: '优化营商环境条例第37条',
    zh: '面向市场主体的事项只有一种办理渠道，市场主体有权自己选。',
    en: 'Firms may choose their channel; only one is offered.',
    find: ({ handling: { channels }, audiences }) =>
      when(channels.length === 1 && audiences.some((audience) => FIRMS.has(audience)), '/handling/channels'),
  },
  {
    code: 'licence-has-five-steps',
    severity: 'warning',
    basis: PROVINCE,
    zh: '行政许可应写明受理、审核、审批、办结、送达等环节，现有{}个。',
    en: 'A licence shows at least five steps from acceptance to delivery; there are {}.',
    find: ({ type, steps }) => when(type === '01' && steps.length < 5, { pointer: '/steps', value: `${steps.length}` }),
  },
  {
    code: 'licence-has-faq',
    severity: 'warning',
    basis: PROVINCE,
    zh: '行政许可应至少有一条常见问题。',
    en: 'A licence answers at least one frequent question.',
    find: ({ type, faqs }) => when(type === '01' && faqs.length === 0, '/faqs'),
  },
  {
    code: 'enquiry-differs-from-complaint',
    severity: 'warning',
    basis: PROVINCE,
    zh: '咨询电话和投诉电话相同：{}。',
    en: 'The numbers for enquiries and complaints are the same: {}.',
    find: ({ contacts: { enquiry, complaint } }) => {
      const same = enquiry.find((number) => complaint.includes(number))
      return when(same !== undefined, { pointer: '/contacts/complaint', value: same ?? '' })
    },
  },
  {
    code: 'contacts-stated',
    severity: 'warning',
    basis: PROVINCE,
    zh: '没有写咨询或投诉方式。',
    en: 'No way to ask or to complain is given.',
    find: ({ contacts }) => when(contacts.enquiry.length === 0 || contacts.complaint.length === 0, '/contacts/enquiry'),
  },
]
