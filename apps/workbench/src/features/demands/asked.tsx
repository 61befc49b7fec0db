import type { Demand } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { words } from './words.ts'

/** What is asked for, and what was given of it. */
export function Asked({ demand }: { demand: Demand }) {
  const w = useWords(words)
  const pick = usePick()
  const { grant } = demand
  const nameOf = (key: string) => {
    const field = demand.fields.find((each) => each.key === key)
    return field ? pick(field.name, field.nameEn) : key
  }
  const names = (keys: readonly string[]) => keys.map(nameOf).join('、')
  return (
    <>
      <h2>{w.asked}</h2>
      <Pairs
        of={[
          [w.user, demand.user],
          [w.provider, demand.provider],
          [w.system, demand.system],
          [w.purpose, demand.purpose],
          [w.basis, demand.basis],
          [w.fields, names(demand.fields.map(({ key }) => key))],
          [w.frequency, w.frequencyWord[demand.frequency]],
          [w.perDay, demand.perDay],
          [w.until, demand.until],
          ...(demand.shareType ? [[w.shareType, w.shareTypeWord[demand.shareType]] as const] : []),
        ]}
      />
      {grant && (
        <>
          <h2>{w.granted}</h2>
          <Pairs
            of={[
              [w.fields, names(grant.fields)],
              [w.plain, names(grant.plain) || '—'],
              ...(grant.rows
                ? [
                    [
                      w.rows,
                      Object.entries(grant.rows)
                        .map(([key, value]) => `${nameOf(key)} = ${value}`)
                        .join('、'),
                    ] as const,
                  ]
                : []),
              [w.perDay, grant.perDay],
              [w.until, grant.until],
            ]}
          />
        </>
      )}
    </>
  )
}

function Pairs({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="pairs">
      {of.map(([term, said]) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}
