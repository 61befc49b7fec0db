import type { ScoreView } from '@zhengtong/platform/support/credit/contract.ts'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Benefit } from './benefit.tsx'
import { creditWords } from './words.ts'

/** The grade, what made it, and what it is good for. */
export function Score({ score, partyId }: { score: ScoreView | undefined; partyId?: string | undefined }) {
  const t = useWords(creditWords)
  const pick = usePick()
  const format = useFormat()
  if (!score) return <p className="soft">{t.noScore}</p>
  return (
    <Section title={t.grade(score.grade)}>
      <p>
        {t.points(score.points, score.base)}
        <span className="soft">
          {' '}
          · {pick(score.modelName, score.modelNameEn)} v{score.modelVersion} · {format.day(score.at)}
        </span>
      </p>
      {score.ceiling ? <p>{t.ceiling(score.ceiling)}</p> : null}
      <details>
        <summary>{t.lines}</summary>
        <ul className="rows">
          {score.lines.map((line) => (
            <li key={line.factor} className="row row--wrap">
              <span>{pick(line.name, line.nameEn)}</span>
              <b>{line.points > 0 ? `+${line.points}` : line.points}</b>
              <span className="soft">{line.basis}</span>
            </li>
          ))}
        </ul>
      </details>
      {score.benefits.length > 0 ? (
        <>
          <h3>{t.benefits}</h3>
          <ul className="rows">
            {score.benefits.map((benefit) => (
              <Benefit key={benefit.key} benefit={benefit} partyId={partyId} />
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  )
}
