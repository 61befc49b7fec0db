import { options } from './options.ts'
import { choice, design, type FieldSpec, limit, must, number, text, texts, word } from './spec.ts'

const ahead = (days: number) => ({ unit: 'calendar', days })
const aheadFields = [
  must(number('/days', '提前多久', 'How long before the end')),
  choice('/unit', '怎么算', 'Counted in', options.ahead, true),
]

/** 延续 (行政许可法第五十条): whether and when the licence of this item is granted again before it ends. */
export const renewalPart: FieldSpec = {
  kind: 'part',
  at: '/renewal',
  label: word('证照到期前可以延续', 'The licence may be renewed'),
  help: word(
    '按时申请、到期还没有作出决定的，视为准予延续（行政许可法第五十条）。',
    'Asked in time and not decided by the last day, it is renewed by silence (Licensing Law, Art. 50).',
  ),
  wide: true,
  fields: [
    must(number('/ask/days', '最晚提前多久申请', 'Asked no later than, before the end')),
    choice('/ask/unit', '怎么算', 'Counted in', options.ahead, true),
    {
      kind: 'part',
      at: '/opens',
      label: word('太早不收', 'Not asked too early'),
      wide: true,
      fields: aheadFields,
      blank: () => ahead(90),
    },
    choice('/silence', '到期没有决定', 'Not decided in time', options.silence, true),
    texts('/materials', '要重新交的材料', 'Materials handed in again', {
      help: word(
        '每行一个材料标识；没有写的不用再交。',
        'One key a line; what is not named need not be brought again.',
      ),
    }),
    limit('/limits/legal', '延续的法定时限', 'Legal limit of the renewal', {
      help: word('不写的，和新办一样。', 'As for the item when left out.'),
    }),
    limit('/limits/promised', '延续的承诺时限', 'Promised limit of the renewal'),
    must(design('/flow', '延续的流程', 'Flow of the renewal', 'flow')),
    must(text('/basis/law', '延续依据', 'Basis of the renewal')),
    text('/basis/article', '条款', 'Article'),
    choice('/basis/rank', '效力层级', 'Rank', options.rank),
  ],
  blank: () => ({
    ask: ahead(30),
    silence: 'renewed',
    materials: [],
    flow: 'licence-renewal',
    basis: { law: '中华人民共和国行政许可法', article: '第五十条', rank: 'law' },
  }),
}
