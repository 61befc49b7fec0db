import { audiences, itemTypes, type Word } from '@zhengtong/platform/nets/service/items/contract.ts'

export type Option = { value: string; label: Word }
const option = (value: string, zh: string, en: string): Option => ({ value, label: { zh, en } })

const yesNo = [option('true', '是', 'Yes'), option('false', '否', 'No')]

export const options = {
  yesNo,
  type: Object.entries(itemTypes).map(([value, label]): Option => ({ value, label })),
  audience: Object.entries(audiences).map(([value, { zh, en }]) => option(value, zh, en)),
  unit: [
    option('working', '工作日', 'working days'),
    option('calendar', '自然日', 'calendar days'),
    option('instant', '当场', 'at once'),
  ],
  ahead: [option('calendar', '自然日', 'calendar days'), option('working', '工作日', 'working days')],
  silence: [
    option('renewed', '视为准予延续', 'It is renewed'),
    option('nothing', '不视为延续', 'Nothing follows from it'),
  ],
  level: [
    option('1', '国家级', 'State'),
    option('2', '省级', 'Province'),
    option('3', '市级', 'City'),
    option('4', '县级', 'County'),
    option('5', '镇街级', 'Township'),
    option('6', '村级', 'Village'),
    option('7', '其他', 'Other'),
  ],
  nature: [
    option('1', '法定机关', 'Agency by law'),
    option('2', '授权组织', 'Authorised organisation'),
    option('3', '受委托组织', 'Entrusted organisation'),
    option('9', '其他', 'Other'),
  ],
  necessity: [
    option('required', '必要', 'Required'),
    option('conditional', '按情形', 'If it applies'),
    option('may-follow', '可容缺', 'May follow'),
  ],
  ask: [
    option('guide', '只帮人看指南', 'Helps to read the guide'),
    option('start', '申请前必须回答', 'Answered before applying'),
  ],
  onLapse: [option('block', '不能准予', 'Nothing is granted'), option('withdraw', '视为撤回', 'Counts as withdrawn')],
  submission: [
    option('upload', '上传', 'Upload'),
    option('confirm', '确认', 'Confirm'),
    option('shared', '免提交，共享取得', 'None: shared'),
    option('generated', '免提交，由申请表生成', 'None: made from the form'),
  ],
  form: [
    option('either', '纸质或电子', 'Either'),
    option('paper', '纸质', 'Paper'),
    option('electronic', '电子', 'Electronic'),
  ],
  channel: [
    option('applicant', '申请人自备', 'Applicant'),
    option('government', '政府部门核发', 'Government'),
    option('other', '其他', 'Other'),
  ],
  trust: [
    option('A', 'A 部门生成', 'A by an agency'),
    option('B', 'B 已核原件', 'B checked'),
    option('C', 'C 申请人上传', 'C uploaded'),
    option('D', 'D 申请人承诺', 'D promised'),
  ],
  rank: [
    option('law', '法律', 'Law'),
    option('administrative-regulation', '行政法规', 'Administrative regulation'),
    option('local-regulation', '地方性法规', 'Local regulation'),
    option('rule', '规章', 'Rule'),
    option('normative-document', '规范性文件', 'Normative document'),
  ],
  result: [
    option('certificate', '证照', 'Certificate'),
    option('document', '批文', 'Document'),
    option('approval', '审批意见', 'Approval'),
    option('none', '无结果物', 'None'),
    option('other', '其他', 'Other'),
  ],
  closing: [
    option('certificate', '出证办结', 'By certificate'),
    option('document', '出文办结', 'By document'),
    option('approval', '审批办结', 'By approval'),
    option('other', '其他', 'Other'),
  ],
  projectType: [
    option('immediate', '即办件', 'At once'),
    option('promised', '承诺件', 'Promised'),
    option('other', '其他', 'Other'),
  ],
  channels: [
    option('window', '窗口', 'Window'),
    option('web', '网上', 'Web'),
    option('mobile', '移动端', 'Mobile'),
    option('mail', '邮寄', 'Mail'),
    option('terminal', '自助终端', 'Terminal'),
    option('other', '其他', 'Other'),
  ],
  assurance: [
    option('L2', 'L2 实名', 'L2 verified name'),
    option('L3', 'L3 双因素', 'L3 two factors'),
    option('L4', 'L4 实人', 'L4 real person'),
  ],
  area: [
    option('national', '全国', 'Nationwide'),
    option('cross-province', '跨省', 'Across provinces'),
    option('cross-city', '跨市', 'Across cities'),
    option('cross-county', '跨县', 'Across counties'),
  ],
} satisfies Record<string, Option[]>

const byPlace: Record<string, Option[]> = {
  '/type': options.type,
  '/audiences': options.audience,
  '/authority/level': options.level,
  '/authority/nature': options.nature,
  '/materials/necessity': options.necessity,
  '/materials/submission': options.submission,
  '/materials/form': options.form,
  '/materials/channel': options.channel,
  '/materials/trust': options.trust,
  '/basis/rank': options.rank,
  '/result/type': options.result,
  '/result/closing': options.closing,
  '/handling/projectType': options.projectType,
  '/handling/channels': options.channels,
  '/handling/area': options.area,
  '/handling/level': options.assurance,
}

/** The values an element may take, by its pointer; nothing where any text may stand. */
export function elementOptions(pointer: string): Option[] | undefined {
  return byPlace[pointer.replace(/\/\d+(?=\/|$)/g, '')]
}
