import { useQuery } from '@tanstack/react-query'
import type { WorkloadRow } from '@zhengtong/platform/support/cases/workload/contract.ts'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Scale } from 'lucide-react'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { words } from './words.ts'

/** Who has how much to do; the tasks that nobody has taken stand among them. */
export function WorkloadTable({ onHandOver }: { onHandOver: (from: { accountId: string; name: string }) => void }) {
  const w = useWords(words)
  const pick = usePick()
  const list = useQuery({
    queryKey: ['workload'],
    queryFn: ({ signal }) => request<{ items: WorkloadRow[] }>('/workload', { signal }),
  })
  const departments = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  const office = (id: string) => {
    const found = departments.data?.items.find((each) => each.id === id)
    return found ? pick(found.name, found.nameEn) : id
  }
  return (
    <div className="list-box">
      <Content of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon={Scale} title={w.noWorkload} />
          ) : (
            <table className="list list--cards">
              <caption className="unseen">{w.workload}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.name}</th>
                  <th scope="col">{w.open}</th>
                  <th scope="col">{w.overdue}</th>
                  <th scope="col">{w.done}</th>
                  <th scope="col">{w.average}</th>
                  <th scope="col">{w.actions}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ accountId, name, departmentId, open, overdue, done, averageHours }) => (
                  <tr key={`${accountId}${departmentId}`}>
                    <th scope="row">
                      {accountId ? name : w.nobody} <span className="soft">{office(departmentId)}</span>
                    </th>
                    <td>
                      {w.open} {open}
                    </td>
                    <td className={overdue > 0 ? 'light--red' : ''}>
                      {w.overdue} {overdue}
                    </td>
                    <td>
                      {w.done} {done}
                    </td>
                    <td>{averageHours === undefined ? '—' : w.hours(averageHours)}</td>
                    <td>
                      {accountId && open > 0 && (
                        <Button size="small" onClick={() => onHandOver({ accountId, name })}>
                          {w.handOver}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Content>
    </div>
  )
}
