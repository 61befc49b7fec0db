import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import { DepartmentDialog } from '../features/departments/department-dialog.tsx'
import { DepartmentTable } from '../features/departments/department-table.tsx'
import { asTree } from '../features/departments/tree.ts'
import { words } from '../features/departments/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** The tree of departments, which administrators keep. */
export function DepartmentsPage() {
  const w = useWords(words)
  const me = useMe()
  const { q } = useSearch({ from: '/work/departments' })
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const departments = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  useTitle(w.title)
  const fits = ({ name, nameEn = '', code, id }: Department) =>
    !q || [name, nameEn, code, id].some((text) => text.toLowerCase().includes(q.toLowerCase()))
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        {holdsAny(me, ['administrator']) && <Button onClick={() => setAdding(true)}>{w.add}</Button>}
      </div>
      <div className="filters">
        <Input
          aria-label={w.find}
          placeholder={w.find}
          allowClear
          style={{ maxWidth: 320 }}
          value={q ?? ''}
          onChange={({ target }) =>
            void navigate({ to: '/departments', search: { q: target.value || undefined }, replace: true })
          }
        />
      </div>
      <div className="list-box">
        <Content of={departments} whole>
          {({ items }) => {
            const rows = asTree(items).filter(fits)
            return rows.length === 0 ? (
              <Blank icon={Building2} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            ) : (
              <DepartmentTable rows={rows} />
            )
          }}
        </Content>
      </div>
      {adding && <DepartmentDialog all={departments.data?.items ?? []} onClose={() => setAdding(false)} />}
    </>
  )
}
