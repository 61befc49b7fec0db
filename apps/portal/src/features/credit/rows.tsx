import { Link } from '@tanstack/react-router'
import type { FactView, ListingView, PublicityView } from '@zhengtong/platform/support/credit/contract.ts'
import { StateMark, type Tone } from '@zhengtong/ui/components/marks.tsx'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { creditWords } from './words.ts'

const effectTones = { positive: 'good', negative: 'danger', neutral: 'soft' } as const
const listTones: Record<ListingView['state'], Tone> = {
  ...{ proposed: 'wait', listed: 'danger', refused: 'soft' },
  ...{ removed: 'soft', expired: 'soft' },
}

/** One fact with where it comes from; `acts` stand under it. */
export function FactRow({ fact, acts }: { fact: FactView; acts?: ReactNode }) {
  const t = useWords(creditWords)
  const pick = usePick()
  const format = useFormat()
  return (
    <li className="stack-8">
      <h3>{fact.title}</h3>
      <p className="row row--wrap">
        <StateMark tone={fact.state === 'valid' ? effectTones[fact.effect] : 'soft'}>
          {fact.state === 'valid' ? pick(fact.kindName, fact.kindNameEn) : t.factState[fact.state]}
        </StateMark>
        {fact.contested ? <StateMark tone="wait">{t.contested}</StateMark> : null}
        <span className="soft">
          {t.decided(format.day(fact.happenedOn), fact.department)}
          {fact.until ? ` · ${t.until(format.day(fact.until))}` : ''}
        </span>
      </p>
      {fact.stateReason ? <p className="soft">{fact.stateReason}</p> : null}
      <details>
        <summary>
          {t.elements}
          <span className="unseen"> {fact.title}</span>
        </summary>
        <Facts
          rows={[
            [fact.no, fact.reference],
            ...fact.details.map(({ name, nameEn, value }) => [pick(name, nameEn), value] as const),
          ]}
        />
        <p className="soft">{t.basis(fact.basis)}</p>
      </details>
      {acts}
    </li>
  )
}

/** One place on a list; `named` where the reader does not know yet whose. */
export function ListingRow({ listing, named, acts }: { listing: ListingView; named?: boolean; acts?: ReactNode }) {
  const t = useWords(creditWords)
  const pick = usePick()
  const format = useFormat()
  const { entity } = listing
  const list = pick(listing.listName, listing.listNameEn)
  const good = listing.colour === 'red' && listing.state === 'listed'
  return (
    <li className="stack-8">
      <h3>
        {named && entity ? (
          <Link to="/credit/$code" params={{ code: entity.number }}>
            {entity.name}
          </Link>
        ) : (
          list
        )}
      </h3>
      <p className="row row--wrap">
        <StateMark tone={good ? 'good' : listTones[listing.state]}>
          {named ? list : t.listState[listing.state]}
        </StateMark>
        <span className="soft">
          {listing.listedOn && listing.until
            ? t.listedSince(format.day(listing.listedOn), format.day(listing.until))
            : format.day(listing.proposedAt)}{' '}
          · {listing.department}
        </span>
      </p>
      <p>{listing.reason}</p>
      <p className="soft">{t.basis(listing.basis)}</p>
      <details>
        <summary>
          {t.measures}
          <span className="unseen">
            {' '}
            {entity?.name ?? ''} {list}
          </span>
        </summary>
        <ul>
          {listing.measures.map((measure) => (
            <li key={measure.key}>
              {pick(measure.name, measure.nameEn)}
              <span className="soft">（{measure.basis}）</span>
            </li>
          ))}
        </ul>
      </details>
      {acts}
    </li>
  )
}

/** One permit or penalty in the elements of the national table. */
export function PublicityRow({ row, named }: { row: PublicityView; named?: boolean }) {
  const t = useWords(creditWords)
  const format = useFormat()
  return (
    <li className="stack-8">
      <h3>
        {named ? (
          <Link to="/credit/$code" params={{ code: row.code }}>
            {row.name}
          </Link>
        ) : (
          row.docNo
        )}
      </h3>
      <p className="row row--wrap">
        <StateMark tone={row.kind === 'permit' ? 'good' : 'danger'}>{t[row.kind]}</StateMark>
        <span className="soft">{t.decided(format.day(row.decidedOn), row.department)}</span>
        {row.late ? <span className="soft">{t.late}</span> : null}
      </p>
      <details>
        <summary>
          {t.elements}
          <span className="unseen"> {row.docNo}</span>
        </summary>
        <Facts rows={row.elements.map(({ name, value }) => [name, value] as const)} />
      </details>
    </li>
  )
}
