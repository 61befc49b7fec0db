import { Link } from '@tanstack/react-router'
import type { RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from './state-word.tsx'
import { words } from './words.ts'

const counts = ['accepted', 'refused', 'added', 'changed', 'ended'] as const

/** The history of files brought into registers. */
export function ImportTable({ imports, registers }: { imports: RegisterImport[]; registers: RegisterSummary[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const nameOf = (key: string) => {
    const register = registers.find((each) => each.key === key)
    return register ? pick(register.name, register.nameEn) : key
  }
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.runs}</caption>
      <thead>
        <tr>
          <th scope="col">{w.file}</th>
          <th scope="col">{w.register}</th>
          <th scope="col">{w.state}</th>
          {counts.map((count) => (
            <th key={count} scope="col" className="num">
              {w[count]}
            </th>
          ))}
          <th scope="col">{w.at}</th>
          <th scope="col">{w.by}</th>
        </tr>
      </thead>
      <tbody>
        {imports.map((each) => (
          <tr key={each.id}>
            <th scope="row" className="wide">
              <Link to="/register-imports/$importId" params={{ importId: each.id }}>
                {each.fileName}
              </Link>
            </th>
            <td>{nameOf(each.register)}</td>
            <td>
              <StateWord of={each} />
            </td>
            {counts.map((count) => (
              <td key={count} className="num spare">
                {format.number(each[count])}
              </td>
            ))}
            <td className="spare">{format.instant(each.createdAt)}</td>
            <td className="spare">{each.startedBy}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
