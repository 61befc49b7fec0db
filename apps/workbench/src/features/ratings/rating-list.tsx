import { Link } from '@tanstack/react-router'
import type { Rating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { CircleAlert, CircleCheck, Frown, Meh, Smile } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

export function RatingList({ rows, onReply }: { rows: Rating[]; onReply: (rating: Rating) => void }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <ul className="ratings">
      {rows.map((rating) => (
        <li key={rating.id}>
          <div className="line-row line-row--wrap">
            <span className={`light light--${rating.bad ? 'red' : rating.level === 3 ? 'yellow' : 'green'}`}>
              <Icon of={rating.bad ? Frown : rating.level === 3 ? Meh : Smile} />
              <b>{w.level[rating.level]}</b>
            </span>
            <Link to="/cases/$caseId" params={{ caseId: rating.caseId }}>
              {rating.itemName}
            </Link>
            <span className="soft grow">
              {rating.rater} · {rating.department} · {format.instant(rating.at)}
            </span>
            {rating.bad && (
              <span className={`light light--${rating.state === 'open' ? 'red' : 'green'}`}>
                <Icon of={rating.state === 'open' ? CircleAlert : CircleCheck} />
                {w.stateWord[rating.state]}
                {rating.state === 'open' && rating.due && ` · ${w.due(format.nearDay(rating.due))}`}
              </span>
            )}
            {rating.state === 'open' && (
              <Button
                type="primary"
                onClick={() => onReply(rating)}
                aria-label={`${w.reply} ${rating.itemName} ${rating.rater}`}
              >
                {w.reply}
              </Button>
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
        </li>
      ))}
    </ul>
  )
}
