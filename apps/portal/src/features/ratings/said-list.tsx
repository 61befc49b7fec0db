import type { PublishedRating } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Level } from './faces.tsx'
import { ratingWords } from './words.ts'

/** What people said, with the office's answers. */
export function SaidList({ ratings }: { ratings: PublishedRating[] }) {
  const t = useWords(ratingWords)
  const format = useFormat()
  return (
    <ul className="rows">
      {ratings.map((rating) => (
        <li key={rating.id} className="stack-8">
          <p className="row row--wrap">
            <Level level={rating.level} />
            <strong>{rating.itemName}</strong>
          </p>
          {rating.text ? <p>{rating.text}</p> : null}
          {rating.tags.length > 0 ? <p className="soft">{rating.tags.join(' · ')}</p> : null}
          {rating.reply ? (
            <p>
              <strong>{t.officeSays(rating.department)}</strong>
              {rating.reply}
            </p>
          ) : null}
          {rating.again ? <p>{t.ratedAgain(t.levels[rating.again - 1] ?? '')}</p> : null}
          <p className="soft">
            {rating.rater} · {rating.department} · <time dateTime={rating.at}>{format.day(rating.at)}</time>
          </p>
        </li>
      ))}
    </ul>
  )
}
