import type { Item } from '../item.ts'
import { type Rule, when } from './finding.ts'

const PROVINCE = '省级事项要素一致性校验（standards A8, S8）'

/** The way of closing that a result's name calls for: 证 → 出证办结, 文 → 出文办结, 批复 → 审批办结. */
function closingByName(name: string | undefined): Item['result']['closing'] {
  if (!name) return undefined
  if (/批复$/.test(name)) return 'approval'
  if (/证$/.test(name)) return 'certificate'
  return /文$/.test(name) ? 'document' : undefined
}

const CLOSING = { certificate: '出证办结', document: '出文办结', approval: '审批办结', other: '其他' }

export const moneyAndResultRules: Rule[] = [
  {
    code: 'fee-has-lines',
    severity: 'error',
    basis: PROVINCE,
    zh: '收费的事项要写收费项目。',
    en: 'What is charged for must list its fees.',
    find: ({ fee }) => when(fee.charged && fee.lines.length === 0, '/fee/lines'),
  },
  {
    code: 'fee-has-basis',
    severity: 'error',
    basis: PROVINCE,
    zh: '收费项目没有写收费依据。',
    en: 'A fee has no legal basis.',
    find: ({ fee }) => fee.lines.flatMap((line, i) => when(!line.basis, `/fee/lines/${i}/basis`)),
  },
  {
    code: 'licence-fee-needs-law',
    severity: 'error',
    basis: '行政许可法第58、59条',
    zh: '行政许可收费只能依据法律、行政法规。',
    en: 'Only a law or an administrative regulation may charge for a licence.',
    find: ({ type, fee }) => {
      if (type !== '01' || !fee.charged) return []
      const allowed = new Set(['law', 'administrative-regulation'])
      return fee.lines.flatMap((line, i) =>
        when(line.basis && !allowed.has(line.basis.rank ?? ''), `/fee/lines/${i}/basis`),
      )
    },
  },
  {
    code: 'fee-paid-online',
    severity: 'error',
    basis: PROVINCE,
    zh: '收费的事项要能网上支付。',
    en: 'What is charged for must be payable online.',
    find: ({ fee }) => when(fee.charged && fee.payOnline !== true, '/fee/payOnline'),
  },
  {
    code: 'free-has-no-payment',
    severity: 'error',
    basis: PROVINCE,
    zh: '不收费的事项不应有网上支付或收费项目。',
    en: 'What is free has no fees and no online payment.',
    find: ({ fee }) =>
      when(fee.charged === false && (fee.payOnline === true || fee.lines.length > 0), '/fee/payOnline'),
  },
  {
    code: 'fee-stated',
    severity: 'warning',
    basis: '优化营商环境条例第35条',
    zh: '没有写收不收费。',
    en: 'It is not stated whether there is a fee.',
    find: ({ fee }) => when(fee.charged === undefined, '/fee/charged'),
  },
  {
    code: 'closing-fits-result',
    severity: 'error',
    basis: PROVINCE,
    zh: '按结果名称，办结方式应为{}。',
    en: 'By the name of its result the item closes by {}.',
    find: ({ result }) => {
      const closing = closingByName(result.name)
      const wrong = closing !== undefined && result.closing !== undefined && result.closing !== closing
      return when(wrong, { pointer: '/result/closing', value: closing ? CLOSING[closing] : '' })
    },
  },
  {
    code: 'result-has-sample',
    severity: 'warning',
    basis: PROVINCE,
    zh: '有审批结果，没有结果样本。',
    en: 'There is a result but no sample of it.',
    find: ({ result }) =>
      when(
        result.name !== undefined && result.type !== 'none' && !result.sample && !result.credential,
        '/result/sample',
      ),
  },
  {
    code: 'result-stated',
    severity: 'warning',
    basis: '政务服务事项要素（standards A8）',
    zh: '没有写办完后得到什么。',
    en: 'It is not stated what comes out.',
    find: ({ result }) => when(!result.name && result.type !== 'none', '/result/name'),
  },
]
