import { type Rule, when } from './finding.ts'

const LICENSING_LAW = '行政许可法第49条'

/** Rules over 变更 and 补发. */
export const changeRules: Rule[] = [
  {
    code: 'change-needs-licence',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '能变更、补发的事项，要写明发的是哪种证照，并且能在网上办。',
    en: 'What can be changed or issued again must name the licence it issues and be applied for online.',
    find: ({ changes, result, handling }) =>
      when((changes ?? []).length > 0 && (!result.credential || !handling.online), '/changes'),
  },
  {
    code: 'change-key-once',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '变更的标识“{}”重复。',
    en: 'The key "{}" of a change is there twice.',
    find: ({ changes = [] }) =>
      changes.flatMap(({ key }, i) =>
        when(changes.findIndex((each) => each.key === key) < i, { pointer: `/changes/${i}/key`, value: key }),
      ),
  },
  {
    code: 'change-alters-something',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '变更“{}”没有写明改证照上的哪一项。',
    en: 'The change "{}" does not say what on the licence it alters.',
    find: ({ changes = [] }) =>
      changes.flatMap(({ key, kind, elements, lastDay }, i) =>
        when(kind === 'change' && Object.keys(elements ?? {}).length === 0 && !lastDay, {
          pointer: `/changes/${i}`,
          value: key,
        }),
      ),
  },
  {
    code: 'change-materials-exist',
    severity: 'error',
    basis: LICENSING_LAW,
    zh: '变更要重交的材料“{}”不在清单里。',
    en: 'The change asks for "{}", which is not among the materials.',
    find: ({ changes = [], materials }) =>
      changes.flatMap((change, i) =>
        change.materials.flatMap((key, j) =>
          when(!materials.some((each) => each.key === key), { pointer: `/changes/${i}/materials/${j}`, value: key }),
        ),
      ),
  },
]
