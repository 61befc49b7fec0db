import { parseItemCode } from '#kernel/codes/item-code.ts'
import type { Item } from '../item.ts'
import { type Rule, when } from './finding.ts'

const CODES = 'GB/T 39554.1-2020；standards A6'
/** Themes that only a person, or only a body, can have a matter in. */
const PERSONAL =
  /^(?:生育收养|户籍办理|婚姻登记|结婚|生小孩|找工作|离职退休|退休|失业|升学|义务教育|儿童青少年|老年人|妇女|残疾人|高校毕业生|死亡殡葬|迁居|入伍服役)$/
const CORPORATE = /^(?:年检年审|招标拍卖|税收财务|破产注销|海关口岸|投资审批|融资信贷|资质认证|检验检疫)$/
const VAGUE = /尽快|及时办理|适当时间|酌情|若干个?工作日/

/** The basic code that the task code carries, when it is of the second generation. */
function carried(item: Item) {
  const parsed = item.codes.taskCode ? parseItemCode(item.codes.taskCode) : undefined
  return parsed?.ok && parsed.value.basic.generation === 2 ? parsed.value : undefined
}

export const identityRules: Rule[] = [
  {
    code: 'code-has-shape',
    severity: 'error',
    basis: CODES,
    zh: '编码“{}”不是国家编码的样式；地方编码请写在本地实施编码里。',
    en: 'The code "{}" has not the national shape; put a local code in its own place.',
    find: ({ codes }) =>
      (['taskCode', 'taskHandleItem'] as const).flatMap((part) => {
        const code = codes[part]
        return when(code !== undefined && !parseItemCode(code).ok, { pointer: `/codes/${part}`, value: code ?? '' })
      }),
  },
  {
    code: 'code-parts-known',
    severity: 'warning',
    basis: 'GB 32100-2015；GB/T 39046-2020',
    zh: '实施编码有疑点：{}',
    en: 'The task code is doubtful: {}',
    find: ({ codes: { taskCode } }) => {
      const parsed = taskCode ? parseItemCode(taskCode) : undefined
      if (!parsed?.ok) return []
      return parsed.value.findings.map(({ detail }) => ({ pointer: '/codes/taskCode', value: detail }))
    },
  },
  {
    code: 'catalogue-code-in-task-code',
    severity: 'error',
    basis: CODES,
    zh: '基本编码应为实施编码的后12位：{}。',
    en: 'The catalogue code must be the last twelve digits of the task code: {}.',
    find: (item) => {
      const basic = carried(item)?.basic.code
      const differs = basic !== undefined && item.codes.catalogCode !== undefined && item.codes.catalogCode !== basic
      return when(differs, { pointer: '/codes/catalogCode', value: basic ?? '' })
    },
  },
  {
    code: 'handling-item-begins-with-task',
    severity: 'error',
    basis: 'standards A6（业务办理项编码 = 实施编码 + 2位）',
    zh: '业务办理项编码应以实施编码开头。',
    en: 'The handling item code must begin with the task code.',
    find: ({ codes: { taskCode, taskHandleItem } }) =>
      when(taskHandleItem !== undefined && !taskHandleItem.startsWith(taskCode ?? '?'), '/codes/taskHandleItem'),
  },
  {
    code: 'type-in-code',
    severity: 'warning',
    basis: 'GB/T 39046-2020表A.1',
    zh: '实施编码里的事项类型是{}，与所填不同。',
    en: 'The task code carries the type {}, not the one given.',
    find: (item) => {
      const type = carried(item)?.basic.type
      // 11–19 and 21–29 are local extensions of 其他行政权力 and 公共服务; 20 itself is used by portals for the former.
      const differs = type !== undefined && /^0/.test(type) && type !== '00' && type !== item.type
      return when(differs, { pointer: '/type', value: type ?? '' })
    },
  },
  {
    code: 'authority-in-code',
    severity: 'warning',
    basis: CODES,
    zh: '实施主体的统一社会信用代码与实施编码前18位（{}）不同。',
    en: 'The credit code of the authority differs from the first 18 characters of the task code ({}).',
    find: (item) => {
      const own = carried(item)?.creditCode
      const differs = own !== undefined && item.authority.code !== undefined && item.authority.code !== own
      return when(differs, { pointer: '/authority/code', value: own ?? '' })
    },
  },
  {
    code: 'audience-stated',
    severity: 'warning',
    basis: '政务服务事项要素（standards A8）',
    zh: '没有写谁可以申请。',
    en: 'It is not stated who may apply.',
    find: ({ audiences }) => when(audiences.length === 0, '/audiences'),
  },
  {
    code: 'themes-fit-audiences',
    severity: 'warning',
    basis: '省级事项要素一致性校验（standards A8, S8）',
    zh: '主题“{}”与服务对象不相符。',
    en: 'The theme "{}" does not fit who may apply.',
    find: ({ themes, audiences }) => {
      if (audiences.length === 0) return []
      const persons = audiences.includes('natural-person')
      const bodies = audiences.some((audience) => audience !== 'natural-person')
      return themes.flatMap((theme, i) =>
        when((PERSONAL.test(theme) && !persons) || (CORPORATE.test(theme) && !bodies), {
          pointer: `/themes/${i}`,
          value: theme,
        }),
      )
    },
  },
  {
    code: 'basis-stated',
    severity: 'warning',
    basis: '行政许可法第30条；优化营商环境条例第35条',
    zh: '没有写设定依据。',
    en: 'No legal basis is stated.',
    find: ({ basis }) => when(basis.length === 0, '/basis'),
  },
  {
    code: 'condition-needs-basis',
    severity: 'warning',
    basis: '优化营商环境条例第35条',
    zh: '写了受理条件，没有写它的法律依据。',
    en: 'There are conditions but no legal basis for them.',
    find: ({ conditions, basis, type }) =>
      when(conditions.acceptance !== undefined && basis.length === 0 && type === '01', '/conditions/acceptance'),
  },
  {
    code: 'intermediary-needs-basis',
    severity: 'error',
    basis: '优化营商环境条例第43条',
    zh: '中介服务“{}”没有法律、法规依据，不能作为办理条件。',
    en: 'The intermediary service "{}" has no legal basis and may not be a condition.',
    find: ({ conditions }) =>
      conditions.intermediaries.flatMap(({ name, basis }, i) =>
        when(!basis, { pointer: `/conditions/intermediaries/${i}`, value: name }),
      ),
  },
  {
    code: 'plan-dates-in-order',
    severity: 'error',
    basis: 'C0109.1-2018 plan_effective_date、plan_cancel_date',
    zh: '取消日期应晚于实施日期。',
    en: 'The end date must come after the start date.',
    find: ({ plan }) =>
      when(
        plan?.effectiveOn !== undefined && plan.cancelOn !== undefined && plan.cancelOn <= plan.effectiveOn,
        '/plan',
      ),
  },
  {
    code: 'no-vague-words',
    severity: 'warning',
    basis: '行政许可法第30条（公示应当准确）；house voice',
    zh: '“{}”没有说清，请写数字和日期。',
    en: '"{}" says nothing exact: give the number and the date.',
    find: ({ summary }) => {
      const word = summary ? VAGUE.exec(summary)?.[0] : undefined
      return when(word !== undefined, { pointer: '/summary', value: word ?? '' })
    },
  },
]
