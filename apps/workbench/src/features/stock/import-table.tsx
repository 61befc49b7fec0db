import { Link } from '@tanstack/react-router'
import type { StockImport } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from './state-word.tsx'
import { words } from './words.ts'

const counts = ['of', 'issued', 'repaired', 'unchanged', 'refused'] as const

export function ImportTable({ imports }: { imports: StockImport[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.runs}</caption>
      <thead>
        <tr>
          <th scope="col">{w.file}</th>
          <th scope="col">{w.type}</th>
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
              <Link to="/stock-licences/$importId" params={{ importId: each.id }}>
                {each.fileName}
              </Link>
            </th>
            <td>{pick(each.type.name, each.type.nameEn)}</td>
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
