import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type {
  Department,
  DepartmentWithParticulars,
  Particulars,
} from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { DepartmentDialog } from '../features/departments/department-dialog.tsx'
import { ParticularsDialog } from '../features/departments/particulars-dialog.tsx'
import { words } from '../features/departments/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** One department: where it stands, what is said of it from which day on, and what its decisions print today. */
export function DepartmentPage() {
  const w = useWords(words)
  const pick = usePick()
  const { id } = useParams({ from: '/work/departments/$id' })
  const [dialog, setDialog] = useState<'change' | 'say'>()
  const seen = useQuery({
    queryKey: ['departments', id],
    queryFn: ({ signal }) => request<DepartmentWithParticulars>(`/departments/${id}`, { signal }),
  })
  const all = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  const name = seen.data && pick(seen.data.department.name, seen.data.department.nameEn ?? seen.data.department.name)
  useTitle(name)
  const close = () => setDialog(undefined)
  return (
    <>
      <Content whole of={seen}>
        {(data) => {
          const { department, remedies, may } = data
          const parent = all.data?.items.find((each) => each.id === department.parent)
          return (
            <>
              <div className="page-head page-head--line">
                <div className="grow">
                  <ul className="crumb">
                    <li>
                      <Link to="/departments">{w.title}</Link>
                    </li>
                    {parent && (
                      <li>
                        <Link to="/departments/$id" params={{ id: parent.id }}>
                          {pick(parent.name, parent.nameEn ?? parent.name)}
                        </Link>
                      </li>
                    )}
                    <li>{department.code}</li>
                    <li>{department.divisionCode}</li>
                  </ul>
                  <h1>{name}</h1>
                  <p className="soft">
                    {w.today}：{w.reviewBody} {remedies.reviewBody ?? w.none}，{w.court} {remedies.court ?? w.none}
                  </p>
                </div>
                {may.includes('keep') && (
                  <div className="line-row line-row--wrap">
                    <Button onClick={() => setDialog('change')}>{w.change}</Button>
                    <Button type="primary" onClick={() => setDialog('say')}>
                      {w.say}
                    </Button>
                  </div>
                )}
              </div>
              <div className="list-box">
                <ParticularsTable rows={data.particulars} />
              </div>
            </>
          )
        }}
      </Content>
      {dialog === 'change' && seen.data && (
        <DepartmentDialog department={seen.data.department} all={all.data?.items ?? []} onClose={close} />
      )}
      {dialog === 'say' && seen.data && <ParticularsDialog seen={seen.data} onClose={close} />}
    </>
  )
}

function ParticularsTable({ rows }: { rows: Particulars[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const current = rows.find(({ from }) => from <= today)
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.particulars}</caption>
      <thead>
        <tr>
          <th scope="col">{w.from}</th>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.government}</th>
          <th scope="col">{w.reviewBody}</th>
          <th scope="col">{w.court}</th>
          <th scope="col">{w.source}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((each) => (
          <tr key={each.from}>
            <th scope="row" className="nowrap">
              {format.day(each.from)}{' '}
              <span className="soft">{each === current ? w.inForce : each.from > today ? w.comes : w.over}</span>
            </th>
            <td>{pick(each.name, each.nameEn ?? each.name)}</td>
            <td>{each.government ? w.government : ''}</td>
            <td>{each.reviewBody ?? <span className="soft">{w.byGovernment}</span>}</td>
            <td>{each.court ?? <span className="soft">{w.none}</span>}</td>
            <td className="wide">{each.source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
