import { useQuery } from '@tanstack/react-query'
import type { Design } from '@zhengtong/platform/support/designs/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Modal } from 'antd'
import { Content } from '../../../parts/content.tsx'
import { differencesOf } from './differences.ts'
import { words } from './words.ts'

/** What the saved draft changes of a published version, part by part. */
export function CompareDialog(props: { design: Design; version: number; onClose: () => void }) {
  const { design, version, onClose } = props
  const { kind, key } = design
  const w = useWords(words)
  const of = useQuery({
    queryKey: ['design-version', kind, key, version],
    queryFn: ({ signal }) =>
      request<{ text: string }>(`/designs/${kind}/${encodeURIComponent(key)}/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const placeSaid = (part: string) =>
    part.replace(/^#(\d+)(?: · (\d+))?/, (_, row: string, cell?: string) => (cell ? w.cell(row, cell) : w.row(row)))
  const facetSaid = (facet: string) => w.facet[facet.split(' ')[0] ?? ''] ?? facet
  return (
    <Modal open width={760} title={w.title(version)} footer={null} onCancel={onClose}>
      <Content of={of} rows={4}>
        {({ text }) => {
          const differences = differencesOf(kind, text, design.text)
          if (differences.length === 0) return <p>{w.same}</p>
          return (
            <table className="list diff">
              <caption className="unseen">{w.title(version)}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.place}</th>
                  <th scope="col">{w.version(version)}</th>
                  <th scope="col">{w.draft}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ part, facet, before, after }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two parts may bear one name, and rows never move
                  <tr key={index}>
                    <th scope="row">
                      {placeSaid(part) || w.whole}
                      {facet && <span className="soft"> {facetSaid(facet)}</span>}
                    </th>
                    <td>{before === undefined ? <span className="soft">{w.added}</span> : <del>{before}</del>}</td>
                    <td>{after === undefined ? <span className="soft">{w.removed}</span> : <ins>{after}</ins>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }}
      </Content>
    </Modal>
  )
}
