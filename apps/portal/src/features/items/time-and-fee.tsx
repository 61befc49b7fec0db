import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { Bar } from '@zhengtong/ui/components/marks.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from './guide-words.ts'
import { itemWords } from './words.ts'

/** How long it takes, as two bars on one scale, and what it costs. A fee nobody stated is never called free. */
export function TimeAndFee({ limits, fee }: Pick<Item, 'limits' | 'fee'>) {
  const t = useWords(guideWords)
  const words = useWords(itemWords)
  const { promised, legal } = limits
  const longest = Math.max(promised?.days ?? 0, legal?.days ?? 0, 1)
  const said = (limit: NonNullable<typeof promised>) => words.days(limit.unit, limit.days)
  return (
    <div className="card">
      {promised || legal ? (
        <>
          <div className="times">
            {promised ? (
              <div>
                <p className="row">
                  <span>{t.promised}</span>
                  <strong>{said(promised)}</strong>
                </p>
                <Bar share={Math.max(promised.days / longest, 0.02)} />
              </div>
            ) : null}
            {legal ? (
              <div>
                <p className="row">
                  <span>{t.legal}</span>
                  <strong>{said(legal)}</strong>
                </p>
                <Bar share={Math.max(legal.days / longest, 0.02)} tone="idle" />
              </div>
            ) : null}
          </div>
          <p className="soft section--tight">{t.counted}</p>
        </>
      ) : (
        <p>{t.noLimit}</p>
      )}
      <div className="fee">
        <Fee fee={fee} />
      </div>
    </div>
  )
}

function Fee({ fee }: { fee: Item['fee'] }) {
  const t = useWords(guideWords)
  if (fee.charged === undefined) return <p>{t.feeUnknown}</p>
  if (!fee.charged)
    return (
      <p>
        <strong>{t.free_of_charge}</strong>
        {t.freeMore}
      </p>
    )
  return (
    <>
      <p>
        <strong>{t.fee}</strong>
      </p>
      <ul>
        {fee.lines.map((line) => (
          <li key={line.name}>
            {t.feeLine(line.name, line.amountFen === undefined ? (line.standard ?? '') : t.yuan(line.amountFen))}
          </li>
        ))}
      </ul>
    </>
  )
}
