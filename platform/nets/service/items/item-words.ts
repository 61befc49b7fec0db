import type { Audience } from './item.ts'

/** A word in both languages of the platform. */
export type Word = { zh: string; en: string }

/** 事项类型, GB/T 39046-2020 table A.1; 11–19 extend the powers, 21–29 the public services. */
export const itemTypes: Readonly<Record<string, Word>> = {
  '00': { zh: '行政权力', en: 'Administrative power' },
  '01': { zh: '行政许可', en: 'Licence' },
  '02': { zh: '行政处罚', en: 'Penalty' },
  '03': { zh: '行政强制', en: 'Compulsory measure' },
  '04': { zh: '行政征收', en: 'Levy' },
  '05': { zh: '行政给付', en: 'Benefit' },
  '06': { zh: '行政检查', en: 'Inspection' },
  '07': { zh: '行政确认', en: 'Confirmation' },
  '08': { zh: '行政奖励', en: 'Award' },
  '09': { zh: '行政裁决', en: 'Adjudication' },
  '10': { zh: '其他行政权力', en: 'Other power' },
  '20': { zh: '公共服务', en: 'Public service' },
}

/** 服务对象, GB/T 39046-2020 table A.4: the national code and the words of each audience. */
export const audiences: Readonly<Record<Audience, Word & { code: string }>> = {
  'natural-person': { code: '1', zh: '自然人', en: 'Individuals' },
  enterprise: { code: '2', zh: '企业法人', en: 'Enterprises' },
  institution: { code: '3', zh: '事业法人', en: 'Public institutions' },
  'social-organisation': { code: '4', zh: '社会组织法人', en: 'Social organisations' },
  agency: { code: '5', zh: '行政机关', en: 'Government agencies' },
  other: { code: '6', zh: '其他组织', en: 'Other organisations' },
}

/** The words for each place in an item document, by the pointer without its list positions. */
export const elementWords: Readonly<Record<string, Word>> = {
  '/name': { zh: '事项名称', en: 'Name' },
  '/nameEn': { zh: '英文名称', en: 'English name' },
  '/summary': { zh: '一句话说明', en: 'Summary' },
  '/summaryEn': { zh: '英文说明', en: 'English summary' },
  '/alsoKnownAs': { zh: '简称和日常用语', en: 'Also known as' },
  '/codes': { zh: '编码', en: 'Codes' },
  '/codes/taskCode': { zh: '实施编码', en: 'Task code' },
  '/codes/catalogCode': { zh: '基本编码', en: 'Catalogue code' },
  '/codes/taskHandleItem': { zh: '业务办理项编码', en: 'Handling item code' },
  '/codes/localTaskCode': { zh: '本地实施编码', en: 'Local task code' },
  '/catalogue': { zh: '基本目录', en: 'Catalogue' },
  '/type': { zh: '事项类型', en: 'Type' },
  '/authority': { zh: '实施主体', en: 'Authority' },
  '/authority/name': { zh: '实施主体名称', en: 'Authority' },
  '/authority/level': { zh: '行使层级', en: 'Level' },
  '/authority/joint': { zh: '联办机构', en: 'Joint departments' },
  '/audiences': { zh: '可以申请的人', en: 'Who may apply' },
  '/limits/legal': { zh: '法定时限', en: 'Legal limit' },
  '/limits/promised': { zh: '承诺时限', en: 'Promised limit' },
  '/conditions': { zh: '受理条件', en: 'Conditions' },
  '/conditions/acceptance': { zh: '受理条件', en: 'Conditions' },
  '/conditions/special': { zh: '特别程序', en: 'Special procedures' },
  '/conditions/intermediaries': { zh: '中介服务', en: 'Intermediary services' },
  '/renewal': { zh: '延续', en: 'Renewal' },
  '/changes': { zh: '变更和补发', en: 'Changes and reissue' },
  '/materials': { zh: '材料', en: 'Materials' },
  '/fee': { zh: '收费', en: 'Fee' },
  '/fee/charged': { zh: '是否收费', en: 'Charged' },
  '/fee/lines': { zh: '收费项目', en: 'Fee lines' },
  '/result': { zh: '审批结果', en: 'Result' },
  '/result/name': { zh: '结果名称', en: 'Result name' },
  '/result/sample': { zh: '结果样本', en: 'Result sample' },
  '/handling': { zh: '办理方式', en: 'Handling' },
  '/handling/projectType': { zh: '办件类型', en: 'Kind of case' },
  '/handling/online': { zh: '可以在这里申请', en: 'Can be applied for here' },
  '/handling/visits': { zh: '到现场次数', en: 'Visits' },
  '/handling/visitReason': { zh: '必须到现场的原因', en: 'Reason for visits' },
  '/handling/form': { zh: '申请表', en: 'Form' },
  '/handling/flow': { zh: '流程', en: 'Flow' },
  '/handling/rule': { zh: '规则', en: 'Rule' },
  '/contacts/enquiry': { zh: '咨询方式', en: 'Enquiries' },
  '/contacts/complaint': { zh: '投诉方式', en: 'Complaints' },
  '/contacts/places': { zh: '办理地点', en: 'Places' },
  '/basis': { zh: '依据', en: 'Legal basis' },
  '/themes': { zh: '主题', en: 'Themes' },
  '/situations': { zh: '情形', en: 'Situations' },
  '/branches': { zh: '办理情形', en: 'Branches' },
  '/promises': { zh: '告知承诺', en: 'Promises' },
  '/steps': { zh: '办理环节', en: 'Steps' },
  '/faqs': { zh: '常见问题', en: 'Questions' },
  '/plan': { zh: '实施日期', en: 'Dates' },
  '/source': { zh: '来源', en: 'Source' },
}

/** The words for a pointer: those of the place itself, or of the nearest place above it that has words. */
export function wordsFor(pointer: string): Word {
  let place = pointer.replace(/\/\d+(?=\/|$)/g, '')
  while (place) {
    const words = elementWords[place]
    if (words) return words
    place = place.slice(0, place.lastIndexOf('/'))
  }
  return { zh: '事项', en: 'Item' }
}
