import type { NatureReport } from '@zhengtong/platform/support/archives/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

const natures = ['authenticity', 'integrity', 'usability', 'safety'] as const

/** 四性检测: every check with its result, nature by nature. */
export function Report({ report }: { report: NatureReport }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  return (
    <>
      <p className="soft">{w.reportAt(format.instant(report.at))}</p>
      {natures.map((nature) => {
        const checks = report.checks.filter((each) => each.nature === nature)
        if (checks.length === 0) return null
        return (
          <section key={nature} aria-label={w.nature[nature]}>
            <h3>{w.nature[nature]}</h3>
            <ul className="papers">
              {checks.map((check) => (
                <li key={check.rule}>
                  <StateWord tone={check.open ? 'yellow' : check.ok ? 'green' : 'red'}>
                    {check.open ? w.open : check.ok ? w.holds : w.fails}
                  </StateWord>
                  <span className="grow">
                    {check.rule} {pick(check.title, check.titleEn)}
                    <br />
                    <span className="soft">{check.detail}</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
