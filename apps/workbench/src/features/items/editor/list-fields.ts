import { options } from './options.ts'
import { area, choice, design, type FieldSpec, must, number, text, texts, word } from './spec.ts'

export const basisColumns: FieldSpec[] = [
  must(text('/law', '法律、文件', 'Law or document')),
  text('/article', '条款', 'Article'),
  choice('/rank', '位阶', 'Rank', options.rank),
]

export const materialColumns: FieldSpec[] = [
  must(text('/name', '材料名称', 'Material')),
  choice('/necessity', '必要性', 'Needed', options.necessity, true),
  choice('/submission', '怎么交', 'Handed in by', options.submission, true),
]

export const materialMore: FieldSpec[] = [
  must(text('/key', '标识', 'Key')),
  text('/nameEn', '英文名称', 'English name'),
  text('/issuer', '出具单位', 'Issuer'),
  choice('/channel', '来源渠道', 'Made by', options.channel),
  text('/when', '什么时候要（FEEL）', 'When it is needed (FEEL)'),
  choice('/form', '形式', 'Form', options.form, true),
  text('/source/register', '取自数据库', 'From register'),
  design('/source/credential', '取自证照', 'From licence', 'credential'),
  text('/source/label', '来源名称', 'Name of the source'),
  number('/originals', '原件份数', 'Originals'),
  number('/copies', '复印件份数', 'Copies'),
  choice('/trust', '可信等级', 'Trust', options.trust),
  text('/basis/law', '依据', 'Basis'),
  text('/basis/article', '条款', 'Article'),
  number('/follow/days', '容缺：受理后几个工作日内补交', 'May follow: working days after acceptance'),
  choice('/follow/onLapse', '容缺：到期没有补交', 'May follow: when it does not come', options.onLapse),
  text('/proof', '证明事项清单的标识', 'Entry in the list of proofs'),
  area('/help', '填报须知', 'Help'),
  area('/helpEn', '英文须知', 'English help'),
]

export const optionColumns: FieldSpec[] = [
  must(text('/label', '答案', 'Answer')),
  text('/labelEn', '英文', 'English'),
  must(text('/key', '标识', 'Key')),
]

export const optionMore: FieldSpec[] = [
  texts('/materials', '因此需要的材料标识', 'Materials it makes necessary', { help: word('每行一个', 'One a line') }),
  area('/stop', '不该办这一项时的提示', 'Shown when another item is meant'),
]
