import { Link } from '@tanstack/react-router'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { Branch } from './tree.ts'
import { words } from './words.ts'

/** The tree as a table: a name further in lies below the one before it. */
export function DepartmentTable({ rows }: { rows: Branch[] }) {
  const w = useWords(words)
  const pick = usePick()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.code}</th>
          <th scope="col">{w.division}</th>
          <th scope="col">{w.government}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <tr key={each.id}>
            <th scope="row" className="wide">
              <span style={{ paddingInlineStart: each.depth * 20 }}>
                <Link to="/departments/$id" params={{ id: each.id }}>
                  {pick(each.name, each.nameEn ?? each.name)}
                </Link>
              </span>{' '}
              {each.demo && <span className="soft">{w.demo}</span>}
            </th>
            <td className="nowrap">{each.code}</td>
            <td className="nowrap">{each.divisionCode}</td>
            <td>{each.government ? w.government : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
