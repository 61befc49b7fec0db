import { type Rule, when } from './finding.ts'

const LICENSING_LAW = '行政许可法第50条'

/** Ranks that may ask for a renewal earlier than the law does: 法律、法规另有规定的除外. */
const mayAskEarlier = ['law', 'administrative-regulation', 'local-regulation']

/** Rules over 延续. */
export const renewalRules: Rule[] = [
  {
    code: 'renewal-needs-licence',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '能延续的事项，要写明发的是哪种证照，并且能在网上办。',
    en: 'What can be renewed must name the licence it issues and be applied for online.',
    find: ({ renewal, result, handling }) =>
      when(renewal && (!result.credential || !handling.online), { pointer: '/renewal', value: '' }),
  },
  {
    code: 'renewal-materials-exist',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '延续要重交的材料“{}”不在清单里。',
    en: 'The renewal asks for "{}", which is not among the materials.',
    find: ({ renewal, materials }) =>
      (renewal?.materials ?? []).flatMap((key, i) =>
        when(!materials.some((each) => each.key === key), { pointer: `/renewal/materials/${i}`, value: key }),
      ),
  },
  {
    code: 'renewal-asked-in-time',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '期满30日前提出就行；要更早提出，要写明法律、法规的依据。',
    en: 'Thirty days before the end is early enough; only a law or a regulation may ask for more.',
    find: ({ renewal, type }) => {
      if (!renewal || type !== '01') return []
      const { ask, basis } = renewal
      // Six weeks hold thirty working days; a limit in working days is judged by the shortest it can be.
      const days = ask.unit === 'working' ? Math.ceil((ask.days * 7) / 5) : ask.days
      return when(days > 30 && !mayAskEarlier.includes(basis.rank ?? ''), '/renewal/ask')
    },
  },
  {
    code: 'renewal-opens-before',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '延续开始受理的日子要早于最后提出的日子。',
    en: 'A renewal must open before the last day to ask for it.',
    find: ({ renewal }) => {
      const { ask, opens } = renewal ?? {}
      const long = ({ unit, days }: NonNullable<typeof ask>) => (unit === 'working' ? days * 7 : days * 5)
      return when(ask && opens && long(opens) <= long(ask), '/renewal/opens')
    },
  },
]
