import type { RecalculatedCase } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Modal } from 'antd'
import { Content } from '../../parts/content.tsx'
import { More } from '../../parts/more.tsx'
import { usePaged } from '../../parts/paged.ts'
import { words } from './words.ts'

/** The cases in which a calendar moved dates, each with its old and its new ones. */
export function MovedDialog({ version, onClose }: { version: string; onClose: () => void }) {
  const w = useWords(words)
  const lines = usePaged<RecalculatedCase>('recalculated', `/recalculations/${encodeURIComponent(version)}/cases`, {})
  return (
    <Modal open title={w.cases(version)} footer={null} onCancel={onClose}>
      <Content of={lines.list} rows={3}>
        {(rows) =>
          rows.length === 0 ? (
            <p>{w.noneMoved}</p>
          ) : (
            <table className="list list--cards">
              <caption className="unseen">{w.cases(version)}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.no}</th>
                  <th scope="col">{w.dates}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.caseId}>
                    <th scope="row">{row.no}</th>
                    <td>
                      {datesOf(row)
                        .map(({ key, from, to }) => `${w.what[key] ?? key} ${from} → ${to}`)
                        .join('；') || w.internal}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Content>
      {lines.rows && lines.rows.length > 0 && <More of={lines} />}
    </Modal>
  )
}

const datesOf = ({ moved }: RecalculatedCase) => moved.filter(({ what }) => what === 'clock')
