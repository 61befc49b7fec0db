import type { Difference } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { sayElement } from './say-element.ts'
import { words } from './words.ts'

/** What differs, place by place: what was struck out, what is new underlined. */
export function DiffTable({ differences, from, to }: { differences: Difference[]; from: string; to: string }) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (
    <table className="list diff">
      <caption className="unseen">{w.diffTitle(from, to)}</caption>
      <thead>
        <tr>
          <th scope="col">{w.place}</th>
          <th scope="col">{from}</th>
          <th scope="col">{to}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ pointer, before, after, label }) => (
          <tr key={pointer}>
            <th scope="row">{label[language]}</th>
            <td>
              {before === undefined ? (
                <span className="soft">{w.added}</span>
              ) : (
                <del>{sayElement(before, pointer, language)}</del>
              )}
            </td>
            <td>
              {after === undefined ? (
                <span className="soft">{w.removed}</span>
              ) : (
                <ins>{sayElement(after, pointer, language)}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
