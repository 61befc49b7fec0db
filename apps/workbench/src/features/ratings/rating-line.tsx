import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Frown, Meh, Smile } from 'lucide-react'
import type { ReactNode } from 'react'
import { ClockWord } from '../../parts/clock.tsx'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

/** What was said, where it stands, by when the next thing is due, and what the reader may do. */
export function RatingLine(props: {
  rating: Rating
  heading: ReactNode
  onAct: (rating: Rating, verb: RatingVerb) => void
}) {
  const { rating, heading, onAct } = props
  const w = useWords(words)
  const format = useFormat()
  const [first] = rating.may
  return (
    <>
      <div className="line-row line-row--wrap">
        <span className={`light light--${rating.bad ? 'red' : rating.level === 3 ? 'yellow' : 'green'}`}>
          <Icon of={rating.bad ? Frown : rating.level === 3 ? Meh : Smile} />
          <b>{w.level[rating.level]}</b>
        </span>
        {heading}
        <span className="soft grow">
          {rating.rater} · {rating.department} · {w.stageWord[rating.stage]} · {format.instant(rating.at)}
        </span>
        {rating.bad && (
          <span className="line-row line-row--wrap">
            <span>{w.stateWord[rating.state]}</span>
            {rating.due && rating.left !== undefined && (
              <ClockWord left={rating.left} light={rating.light} after={format.nearDay(rating.due)} />
            )}
          </span>
        )}
      </div>
      {rating.tags.length > 0 && <p className="soft">{rating.tags.join(' · ')}</p>}
      {rating.text && <p>{rating.text}</p>}
      {rating.reply && (
        <p className="rating-reply">
          <span className="soft">{w.ourReply}：</span>
          {rating.reply}
        </p>
      )}
      {rating.again && <p>{w.again(w.level[rating.again] ?? '')}</p>}
      {rating.may.length > 0 && (
        <div className="line-row line-row--wrap">
          {rating.may.map(({ verb }) => (
            <Button
              key={verb}
              type={verb === first?.verb ? 'primary' : 'default'}
              onClick={() => onAct(rating, verb)}
              aria-label={`${w.verb[verb]} ${rating.itemName} ${rating.rater}`}
            >
              {w.verb[verb]}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
