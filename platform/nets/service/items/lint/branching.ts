import { conditionsOf, hangsOnSituationsAlone, whyNotFeel } from '../conditions.ts'
import { type Rule, when } from './finding.ts'
import { isSurelyLonger } from './limits.ts'

const DESIGN = '情形引导：权责清单标准化梳理（子项拆分、办理情形精细化）'

/** Rules over situations and branches (情形引导): what asks must be able to decide. */
export const branchingRules: Rule[] = [
  {
    code: 'condition-is-feel',
    severity: 'error',
    basis: '条件用 FEEL 书写（design）',
    zh: '条件写得不对：{}',
    en: 'The condition cannot be read: {}',
    find: (item) =>
      conditionsOf(item).flatMap(({ pointer, condition }) => {
        const why = whyNotFeel(condition)
        return when(why !== undefined, { pointer, value: why ?? '' })
      }),
  },
  {
    code: 'situation-asked-by-name',
    severity: 'error',
    basis: DESIGN,
    zh: '开始前要问的问题，标识“{}”只能用小写字母和数字，条件里才写得出来。',
    en: 'A question asked at the start is named in conditions: "{}" may hold small letters and digits only.',
    find: ({ situations }) =>
      situations.flatMap(({ key, ask }, i) =>
        when(ask === 'start' && !/^[a-z][a-z0-9]*$/.test(key), { pointer: `/situations/${i}/key`, value: key }),
      ),
  },
  {
    code: 'situation-names-known',
    severity: 'error',
    basis: DESIGN,
    zh: '条件里的情形“{}”没有这个问题或这个答案。',
    en: 'The condition names "{}", which is no question or no answer of it.',
    find: (item) => {
      const options = new Map(item.situations.map(({ key, options }) => [key, options.map((option) => option.key)]))
      return conditionsOf(item).flatMap(({ pointer, condition }) =>
        namedSituations(condition)
          .filter(
            ({ key, option }) => !options.has(key) || (option !== undefined && !options.get(key)?.includes(option)),
          )
          .map(({ key, option }) => ({ pointer, value: option === undefined ? key : `${key} = ${option}` })),
      )
    },
  },
  {
    code: 'situation-hangs-on-earlier',
    severity: 'error',
    basis: DESIGN,
    zh: '这个问题的条件只能用前面的问题。',
    en: 'Whether this is asked may hang on earlier questions only.',
    find: ({ situations }) =>
      situations.flatMap(({ when: condition }, i) => {
        if (condition === undefined || whyNotFeel(condition)) return []
        const earlier = situations.slice(0, i).map(({ key }) => key)
        const isEarly = namedSituations(condition).every(({ key }) => earlier.includes(key))
        return when(!isEarly || !hangsOnSituationsAlone(condition), `/situations/${i}/when`)
      }),
  },
  {
    code: 'situation-options-differ',
    severity: 'error',
    basis: DESIGN,
    zh: '答案标识“{}”重复。',
    en: 'The answer "{}" stands twice.',
    find: ({ situations }) =>
      situations.flatMap(({ options }, i) =>
        options.flatMap(({ key }, j) =>
          when(options.findIndex((other) => other.key === key) < j, {
            pointer: `/situations/${i}/options/${j}/key`,
            value: key,
          }),
        ),
      ),
  },
  {
    code: 'branch-keys-differ',
    severity: 'error',
    basis: DESIGN,
    zh: '办理情形标识“{}”重复。',
    en: 'The branch "{}" stands twice.',
    find: ({ branches = [] }) =>
      branches.flatMap(({ key }, i) =>
        when(branches.findIndex((other) => other.key === key) < i, { pointer: `/branches/${i}/key`, value: key }),
      ),
  },
  {
    code: 'branch-within-legal',
    severity: 'error',
    basis: '优化营商环境条例第36条',
    zh: '“{}”的承诺时限不能长于法定时限。',
    en: 'The promised limit of "{}" must not be longer than the legal limit.',
    find: ({ branches = [], limits }) =>
      branches.flatMap(({ name, limits: own }, i) => {
        const { legal, promised } = { ...limits, ...own }
        return when(own && legal && promised && isSurelyLonger(promised, legal), {
          pointer: `/branches/${i}/limits/promised`,
          value: name,
        })
      }),
  },
]

/** `situations.size` and, where it is compared, `situations.size = "small"`. */
function namedSituations(condition: string): { key: string; option?: string }[] {
  const found = condition.matchAll(/\bsituations\.([\w-]+)(?:\s*!?=\s*"([^"]*)")?/g)
  return [...found].map(([, key = '', option]) => ({ key, ...(option === undefined ? {} : { option }) }))
}
