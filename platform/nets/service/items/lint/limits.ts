import type { Item, Limit } from '../item.ts'
import { type Rule, when } from './finding.ts'

const PROVINCE = '省级事项要素一致性校验（standards A8, S8）'

/** Days a working limit may not pass to stay within a calendar limit, and the reverse, whatever holidays fall in it. */
export function isSurelyLonger(promised: Limit, legal: Limit): boolean {
  if (promised.unit === 'instant') return false
  if (legal.unit === 'instant') return true
  if (promised.unit === legal.unit || promised.unit === 'working') return promised.days > legal.days
  // n working days span at least n + 2·⌊(n−1)/5⌋ calendar days; with the longest holidays still under twice n plus ten.
  return promised.days > legal.days * 2 + 10
}

/** The longest legal limit of a licence without another law: 20 working days, or 45 when departments act together (第42条). */
function licenceLimit(item: Item): number {
  return item.authority.joint.length > 0 ? 45 : 20
}

export const limitRules: Rule[] = [
  {
    code: 'promised-within-legal',
    severity: 'error',
    basis: '优化营商环境条例第36条',
    zh: '承诺时限不能长于法定时限{}。',
    en: 'The promised limit must not be longer than the legal limit {}.',
    find: ({ limits: { legal, promised } }) =>
      when(legal && promised && isSurelyLonger(promised, legal), {
        pointer: '/limits/promised',
        value: legal ? `${legal.days}` : '',
      }),
  },
  {
    code: 'immediate-is-instant',
    severity: 'error',
    basis: PROVINCE,
    zh: '即办件的承诺时限应为当场办结。',
    en: 'A case decided at once must promise to be decided at once.',
    find: ({ handling, limits }) =>
      when(
        handling.projectType === 'immediate' && limits.promised !== undefined && limits.promised.unit !== 'instant',
        '/limits/promised',
      ),
  },
  {
    code: 'instant-is-immediate',
    severity: 'error',
    basis: PROVINCE,
    zh: '承诺当场办结的事项，办件类型应为即办件。',
    en: 'What is promised at once must be of the kind decided at once.',
    find: ({ handling, limits }) =>
      when(handling.projectType !== 'immediate' && limits.promised?.unit === 'instant', '/handling/projectType'),
  },
  {
    code: 'legal-limit-stated',
    severity: 'warning',
    basis: '行政许可法第30条',
    zh: '没有写法定时限。',
    en: 'No legal limit is stated.',
    find: ({ limits }) => when(!limits.legal, '/limits/legal'),
  },
  {
    code: 'promised-limit-stated',
    severity: 'warning',
    basis: '优化营商环境条例第36条',
    zh: '没有写承诺时限。',
    en: 'No promised limit is stated.',
    find: ({ limits }) => when(!limits.promised, '/limits/promised'),
  },
  {
    code: 'licence-limit-needs-law',
    severity: 'warning',
    basis: '行政许可法第42条',
    zh: '行政许可的法定时限超过{}个工作日，请写明作出规定的法律、法规。',
    en: 'The legal limit of a licence passes {} working days: name the law that allows it.',
    find: (item) => {
      const { legal } = item.limits
      const tooLong = item.type === '01' && legal?.unit === 'working' && legal.days > licenceLimit(item)
      const named = item.basis.some(({ rank }) => rank !== 'normative-document' && rank !== undefined)
      return when(tooLong && !named, { pointer: '/limits/legal', value: `${licenceLimit(item)}` })
    },
  },
  {
    code: 'steps-within-promise',
    severity: 'error',
    basis: '环节用时合计不超过承诺时限（design）',
    zh: '各环节合计{}天，超过承诺时限。',
    en: 'The steps add up to {} days, more than promised.',
    find: ({ steps, limits: { promised } }) => {
      const days = steps.reduce((sum, step) => sum + (step.days ?? 0), 0)
      return when(promised && promised.unit !== 'instant' && days > promised.days, {
        pointer: '/steps',
        value: `${days}`,
      })
    },
  },
]
