import type { ImportFault } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** Line by line, why it was refused. */
export function FaultTable({ faults, register }: { faults: ImportFault[]; register: Register }) {
  const w = useWords(words)
  const pick = usePick()
  const nameOf = (key: string | undefined) => {
    const field = register.fields.find((each) => each.key === key)
    return field ? pick(field.name, field.nameEn) : '—'
  }
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.faults}</caption>
      <thead>
        <tr>
          <th scope="col">{w.line}</th>
          <th scope="col">{w.field}</th>
          <th scope="col">{w.reason}</th>
          <th scope="col">{w.detail}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map(({ line, no, field, reason, detail }) => (
          <tr key={`${line}.${no}`}>
            <th scope="row">{line}</th>
            <td>{nameOf(field)}</td>
            <td>{w.reasonWord[reason]}</td>
            <td className="soft wide">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
