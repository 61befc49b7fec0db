import { Link } from '@tanstack/react-router'
import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from './guide-words.ts'

/** Where it can be done: online, and the counters with their hours. */
export function Where({ id, item }: { id: string; item: Item }) {
  const t = useWords(guideWords)
  const { handling, contacts } = item
  const places = contacts.places
  const online = handling.online
  const visits = handling.visits === undefined ? '' : t.visits(handling.visits)
  const first = [online && !handling.visits ? t.onlineWhole : visits, t.inPerson(places.length)]
    .filter(Boolean)
    .join('')
  return (
    <div className="stack">
      {first ? <p>{first}</p> : null}
      {online && handling.level && handling.level !== 'L1' && handling.level !== 'L2' ? (
        <p>{t.level[handling.level]}</p>
      ) : null}
      {handling.visitReason && handling.visits ? <p className="soft">{handling.visitReason}</p> : null}
      {places.length > 0 ? (
        <ol className="rows places">
          {places.map((place) => (
            <li key={`${place.name} ${place.address ?? ''}`}>
              <h3>{place.name}</h3>
              {place.address ? <p>{place.address}</p> : null}
              {place.hours ? <p className="soft">{place.hours}</p> : null}
              {place.phone ? (
                <p className="soft">
                  <a href={`tel:${place.phone.replace(/[^\d+]/g, '')}`}>{place.phone}</a>
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      ) : online ? null : (
        <p>{t.noPlaces}</p>
      )}
      <p>
        <Link to="/halls" search={{ itemId: id }}>
          {t.nearby}
        </Link>
      </p>
    </div>
  )
}
