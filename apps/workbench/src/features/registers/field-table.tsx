import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Grade } from './grade.tsx'
import { words } from './words.ts'

/** What a register keeps, field by field. */
export function FieldTable({ register }: { register: Register }) {
  const w = useWords(words)
  const pick = usePick()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.fields}</caption>
      <thead>
        <tr>
          <th scope="col">{w.field}</th>
          <th scope="col">{w.key}</th>
          <th scope="col">{w.type}</th>
          <th scope="col">{w.class}</th>
          <th scope="col">{w.grade}</th>
          <th scope="col">{w.pi}</th>
          <th scope="col">{w.codes}</th>
        </tr>
      </thead>
      <tbody>
        {register.fields.map((field) => (
          <tr key={field.key}>
            <th scope="row">
              {pick(field.name, field.nameEn)}
              {register.keyFields.includes(field.key) && <span className="soft"> {w.keyField}</span>}
            </th>
            <td className="soft">{field.key}</td>
            <td>{w.typeWord[field.type]}</td>
            <td>{field.class}</td>
            <td>
              <Grade of={field.grade} />
            </td>
            <td>{w.piWord[field.pi]}</td>
            <td className="soft wide">{field.codes ? Object.values(field.codes).join('、') : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
