import type { AbnormalCase } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { words } from './words.ts'

/** The rules that found a case and that no open notice is about. */
export const unnoticed = ({ rules, noticed }: AbnormalCase) => rules.filter(({ key }) => !noticed.includes(key))

/** Abnormal cases, the oldest first. */
export function CaseList({ items, onIssue }: { items: AbnormalCase[]; onIssue: (about: AbnormalCase) => void }) {
  const w = useWords(words)
  const pick = usePick()
  const { day } = useFormat()
  const said = (rules: AbnormalCase['rules']) =>
    rules.map(({ name, nameEn }) => pick(name, nameEn)).join(pick('、', ', '))
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.abnormal}</caption>
      <thead>
        <tr>
          {[w.caseNo, w.found, w.item, w.office, w.state, w.submitted, w.due, w.act].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((each) => (
          <tr key={each.id}>
            <th scope="row" className="nowrap wide">
              {each.no}
            </th>
            <td className="light--red wide">{said(each.rules)}</td>
            <td className="wide">{each.itemName}</td>
            <td className="wide">{each.department}</td>
            <td data-label={w.state} className="nowrap wide">
              {w.caseStates[each.closedAt ? 'closed' : 'open']}
            </td>
            <td data-label={w.submitted} className="nowrap wide">
              {day(each.submittedAt)}
            </td>
            <td data-label={w.due} className="nowrap wide">
              {each.due ? day(each.due) : '—'}
            </td>
            <td className="wide">
              {each.noticed.length > 0 && (
                <div className="soft">
                  {w.noticed(said(each.rules.filter(({ key }) => each.noticed.includes(key))))}
                </div>
              )}
              {unnoticed(each).length > 0 && (
                <Button aria-label={`${w.issue} ${each.no}`} onClick={() => onIssue(each)}>
                  {w.issue}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
