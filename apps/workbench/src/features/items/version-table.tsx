import { Link } from '@tanstack/react-router'
import type { VersionSummary } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

/** Every version that was ever published, each with what it changed. */
export function VersionTable({ id, rows }: { id: string; rows: VersionSummary[] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.tabVersions}</caption>
      <thead>
        <tr>
          <th scope="col">{w.version}</th>
          <th scope="col">{w.effectiveOn}</th>
          <th scope="col">{w.noteShort}</th>
          <th scope="col">{w.publishedAt}</th>
          <th scope="col">{w.publishedBy}</th>
          <th scope="col">
            <span className="unseen">{w.compare}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ version, name, effectiveOn, cancelOn, note, publishedAt, publishedBy }) => (
          <tr key={version}>
            <th scope="row" className="nowrap" title={name}>
              {w.versionNo(version)}
            </th>
            <td>
              {w.since(format.day(effectiveOn))}
              {cancelOn && <span className="soft"> {w.until(format.day(cancelOn))}</span>}
            </td>
            <td className="wide">{note ?? <span className="soft">—</span>}</td>
            <td className="soft nowrap">{format.instant(publishedAt)}</td>
            <td>{publishedBy}</td>
            <td className="num nowrap">
              {version > 1 && (
                <Link
                  to="/items/$itemId/diff"
                  params={{ itemId: id }}
                  search={{ from: String(version - 1), to: String(version) }}
                >
                  {w.compare}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
