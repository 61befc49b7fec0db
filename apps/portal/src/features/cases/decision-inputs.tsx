import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { SourceChip } from '@zhengtong/ui/components/marks.tsx'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { formDocumentQuery } from './form-document.ts'
import { sayValue } from './say-value.ts'

const words = defineWords({ yours: '您填写的' }, { yours: 'Entered by you' })

/** What a rule looked at, under the names of the form, each with who said so. Things it did not find are left out. */
export function DecisionInputs({ view, decision }: { view: CaseView; decision: CaseView['decisions'][number] }) {
  const t = useWords(words)
  const pick = usePick()
  const { language } = useLanguage()
  const { data } = useQuery(formDocumentQuery(view.form))
  const fields = data?.schema.properties ?? {}
  const rows = decision.inputs.filter(({ value }) => value !== null)
  return (
    <div className="card">
      <Facts
        rows={rows.map(({ name, title, titleEn, pointer, value, source, sourceLabel }) => {
          const node = fields[pointer?.split('/')[1] ?? name]
          return [
            pick(title, titleEn),
            <span key={name} className="row row--wrap">
              <span>{sayValue(value, node, language)}</span>
              {source === 'applicant' ? (
                <span className="soft">{node ? t.yours : ''}</span>
              ) : (
                <SourceChip label={sourceLabel} />
              )}
            </span>,
          ]
        })}
      />
    </div>
  )
}
