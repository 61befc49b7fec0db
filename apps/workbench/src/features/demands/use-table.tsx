import { useQuery } from '@tanstack/react-query'
import type { GatewayUse } from '@zhengtong/platform/nets/data/gateway/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Activity } from 'lucide-react'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { words } from './words.ts'

/** How a grant was used, day by day. */
export function UseTable({ id }: { id: string }) {
  const w = useWords(words)
  const use = useQuery({
    queryKey: ['demands', id, 'use'],
    queryFn: ({ signal }) => request<GatewayUse>(`/sharing/demands/${id}/use`, { signal }),
  })
  return (
    <Content of={use} rows={3}>
      {({ days }) =>
        days.length === 0 ? (
          <Blank icon={Activity} title={w.noUse} />
        ) : (
          <table className="list list--cards">
            <caption className="unseen">{w.use}</caption>
            <thead>
              <tr>
                <th scope="col">{w.day}</th>
                <th scope="col">{w.calls}</th>
                <th scope="col">{w.refusedCalls}</th>
                <th scope="col">{w.records}</th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, calls, refused, records }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>
                    {w.calls} {calls}
                  </td>
                  <td className={refused > 0 ? 'light--red' : ''}>
                    {w.refusedCalls} {refused}
                  </td>
                  <td>
                    {w.records} {records}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Content>
  )
}
