import { Link } from '@tanstack/react-router'
import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { itemWords } from './words.ts'

const words = defineWords(
  {
    ask: (days: string) => `有效期届满前${days}，提出延续申请。`,
    opens: (days: string) => `最早可以在届满前${days}提出。`,
    silence: '按时提出、到期没有作出决定的，视为准予延续。',
    again: (names: string) => (names ? `只重交：${names}。其他的从原证照带过来。` : '不用重交材料，都从原证照带过来。'),
    comma: '、',
    wallet: '到“我的证照”里申请延续',
  },
  {
    ask: (days: string) => `Ask for the renewal no later than ${days} before it ends.`,
    opens: (days: string) => `The earliest is ${days} before it ends.`,
    silence: 'If you ask in time and nobody decides before it ends, it counts as renewed.',
    again: (names: string) =>
      names
        ? `Only this is handed in again: ${names}. The rest is carried over.`
        : 'Nothing is handed in again: all is carried over.',
    comma: ', ',
    wallet: 'Ask for it on the page of the licence',
  },
)

/** 延续 as a guide tells it: when to ask, what silence means, what must come again. */
export function RenewalSaid({ item }: { item: Item }) {
  const t = useWords(words)
  const { days } = useWords(itemWords)
  const { renewal, materials } = item
  if (!renewal) return null
  const { ask, opens } = renewal
  const again = materials.filter(({ key }) => renewal.materials.includes(key)).map(({ name }) => name)
  return (
    <div className="stack-8">
      <p>
        {t.ask(days(ask.unit, ask.days))}
        {opens ? t.opens(days(opens.unit, opens.days)) : ''}
        {renewal.silence === 'renewed' ? t.silence : ''}
      </p>
      <p>{t.again(again.join(t.comma))}</p>
      <p>
        <Link to="/wallet">{t.wallet}</Link>
      </p>
    </div>
  )
}
