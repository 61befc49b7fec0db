import { Link } from '@tanstack/react-router'
import type { ReadLogEntry } from '@zhengtong/platform/support/registers/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import './read-table.css'

const words = defineWords(
  {
    caption: '谁看过我的数据',
    when: '时间',
    who: '谁',
    what: '看了什么',
    why: '为了什么',
    whatShort: '看了：',
    whyShort: '为了：',
    basis: (basis: string) => `依据：${basis}`,
    missing: '没有查到',
    unavailable: '没有连上',
    matter: '看这件事',
    fields: (names: string) => `：${names}`,
    result: (text: string) => `（${text}）`,
  },
  {
    caption: 'Who has seen my data',
    when: 'When',
    who: 'Who',
    what: 'What was read',
    why: 'What for',
    whatShort: 'Read: ',
    whyShort: 'For: ',
    basis: (basis: string) => `Basis: ${basis}`,
    missing: 'nothing found',
    unavailable: 'not reached',
    matter: 'See the case',
    fields: (names: string) => `: ${names}`,
    result: (text: string) => ` (${text})`,
  },
)

/** Every look at data about the person: when, who, what, why and on what basis. */
export function ReadTable({ entries }: { entries: ReadLogEntry[] }) {
  const t = useWords(words)
  return (
    <table className="reads">
      <caption className="unseen">{t.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.when}</th>
          <th scope="col">{t.who}</th>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.why}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reads have no id, and one look may leave several equal lines
          <ReadRow key={`${entry.readAt} ${entry.register} ${index}`} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}

function ReadRow({ entry }: { entry: ReadLogEntry }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const { language } = useLanguage()
  const result = entry.status === 'found' ? '' : t.result(t[entry.status])
  const fields = entry.fields.join(language === 'zh' ? '、' : ', ')
  return (
    <tr>
      <td>
        <time dateTime={entry.readAt}>{format.instant(entry.readAt)}</time>
      </td>
      <td>{entry.reader}</td>
      <td data-label={t.whatShort}>
        {pick(entry.registerName, entry.registerNameEn)}
        {fields ? t.fields(fields) : ''}
        {result}
      </td>
      <td data-label={t.whyShort}>
        {entry.purpose}
        <p className="soft">{t.basis(entry.basis)}</p>
        {entry.caseId ? (
          <Link to="/cases/$id" params={{ id: entry.caseId }}>
            {t.matter}
          </Link>
        ) : null}
      </td>
    </tr>
  )
}
