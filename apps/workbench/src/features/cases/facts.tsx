import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { ShownAnswer } from '@zhengtong/ui/forms/answer-rows.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { keepPreference, readPreference } from '@zhengtong/ui/theme/preference.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Skeleton } from '../../parts/skeleton.tsx'
import { SourceChip } from '../../parts/source-chip.tsx'
import { factRows } from './fact-rows.ts'
import { useForm } from './use-form.ts'
import { words } from './words.ts'

/** So many that the rule's proposal below is still in sight. */
const FIRST = 8
const KEY = 'zt-facts'

/** Each fact with where it comes from. */
export function Facts({ view }: { view: CaseView }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const format = useFormat()
  const form = useForm(view.form.key, view.form.version)
  const rows = factRows(view, form.data, language)
  const [all, setAll] = useState(() => readPreference(KEY, ['all', 'first'], 'first') === 'all')
  const showAll = (next: boolean) => {
    setAll(next)
    keepPreference(KEY, next ? 'all' : 'first')
  }
  const known = rows.filter(({ fact }) => fact).length
  return (
    <section className="case-part" aria-labelledby="case-facts">
      <h2 id="case-facts">
        {w.facts} {rows.length > 0 && <span className="soft">{w.factsNote(rows.length, known)}</span>}
      </h2>
      {form.isPending ? (
        <Skeleton rows={5} />
      ) : rows.length === 0 ? (
        <p className="soft">{w.noFacts}</p>
      ) : (
        <table className="fact-table">
          <tbody>
            {rows.map(({ pointer, title, said, fact, row }, index) => (
              <tr key={pointer} className={!all && index >= FIRST ? 'only-print' : ''}>
                <th scope="row">{title}</th>
                <td>{row ? <ShownAnswer row={row} none="—" /> : said}</td>
                <td>
                  <SourceChip
                    label={fact?.sourceLabel}
                    title={fact ? w.fetched(fact.sourceLabel, format.instant(fact.fetchedAt)) : undefined}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > FIRST && (
        <Button type="link" className="fact-more" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? w.fewerFacts : w.moreFacts(rows.length - FIRST)}
        </Button>
      )}
    </section>
  )
}
