import { Link } from '@tanstack/react-router'
import type { ServicePoint } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { placeApart } from './place-apart.ts'
import { hallWords } from './words.ts'
import './halls.css'

/** The points as numbered marks where they lie. It needs neither tiles nor WebGL, and says nothing that the list does not. */
export function PointMap({ points }: { points: ServicePoint[] }) {
  const t = useWords(hallWords)
  const pick = usePick()
  const places = placeApart(points, 11)
  return (
    <figure className="point-map">
      <div className="point-map__ground">
        {points.map((point, index) => (
          <Link
            key={point.key}
            to="/halls/$key"
            params={{ key: point.key }}
            className={point.open ? 'point-map__mark' : 'point-map__mark point-map__mark--closed'}
            style={{ left: `${places[index]?.left}%`, top: `${places[index]?.top}%` }}
            aria-label={`${index + 1} ${pick(point.name, point.nameEn)}`}
            title={pick(point.name, point.nameEn)}
          >
            {index + 1}
          </Link>
        ))}
      </div>
      <figcaption className="soft">
        {t.map}：{t.mapHelp}
      </figcaption>
    </figure>
  )
}
