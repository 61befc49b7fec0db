import { Link } from '@tanstack/react-router'
import type { DesignLine } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** Designs of one kind: what is in force, who is drawing, and the way in. */
export function DesignTable({ designs }: { designs: DesignLine[] }) {
  const w = useWords(words)
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.key}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">
            <span className="unseen">{w.edit}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {designs.map(({ kind, key, title, draft, inForce, versions, mayEdit }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            <td data-label={w.key}>{key}</td>
            <td data-label={w.state} className="wide">
              {[
                draft && w.drafted(draft.updatedBy),
                inForce ? w.inForce(inForce) : versions > 0 ? w.toCome : w.unpublished,
              ]
                .filter(Boolean)
                .join(' · ')}
            </td>
            <td>
              {mayEdit ? (
                <Link to="/designs/$kind/$key" params={{ kind, key }} aria-label={`${draft ? w.go : w.edit} ${title}`}>
                  {draft ? w.go : w.edit}
                </Link>
              ) : (
                <span className="soft">{w.look}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
