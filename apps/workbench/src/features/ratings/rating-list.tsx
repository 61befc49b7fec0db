import { Link } from '@tanstack/react-router'
import type { Rating, RatingVerb } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import { RatingLine } from './rating-line.tsx'

export function RatingList({ rows, onAct }: { rows: Rating[]; onAct: (rating: Rating, verb: RatingVerb) => void }) {
  return (
    <ul className="ratings">
      {rows.map((rating) => (
        <li key={rating.id}>
          <RatingLine
            rating={rating}
            onAct={onAct}
            heading={
              <Link to="/ratings/$ratingId" params={{ ratingId: rating.id }}>
                {rating.itemName}
              </Link>
            }
          />
        </li>
      ))}
    </ul>
  )
}
