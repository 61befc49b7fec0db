import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, type InputRef } from 'antd'
import { FolderSearch } from 'lucide-react'
import { useRef } from 'react'
import { CaseTable } from '../features/cases/case-table.tsx'
import { words } from '../features/cases/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'
import { words as parts } from '../parts/words.ts'

const statuses = ['submitted', 'correction-requested', 'accepted', 'reviewing', 'decided', 'closed'] as const

/** Every case of my departments, found by number, name or item. */
export function CasesPage() {
  const w = useWords(words)
  const p = useWords(parts)
  const filter = useSearch({ from: '/work/cases' })
  const navigate = useNavigate()
  const box = useRef<InputRef>(null)
  const cases = usePaged<CaseRow>('cases', '/cases', filter)
  useTitle(w.list)
  const change = (part: typeof filter) => void navigate({ to: '/cases', search: { ...filter, ...part }, replace: true })
  const filtered = Boolean(filter.q || filter.status)
  return (
    <>
      <div className="page-head">
        <h1>{w.list}</h1>
      </div>
      <div className="filters">
        <SearchBox box={box} label={w.listSearch} value={filter.q} onChange={(q) => change({ q })} />
        <Choice
          label={w.status}
          any={w.anyStatus}
          value={filter.status}
          options={statuses.map((value) => ({ value, label: p[value] }))}
          onChange={(status) => change({ status })}
          width={200}
        />
        {filtered && (
          <Button type="link" onClick={() => change({ q: undefined, status: undefined })}>
            {w.clear}
          </Button>
        )}
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box" aria-busy={cases.isFetching}>
        <Content of={cases.list} rows={14}>
          {(rows) =>
            rows.length > 0 ? (
              <CaseTable rows={rows} />
            ) : (
              <Blank icon={FolderSearch} title={filtered ? w.noneTitle : w.emptyTitle}>
                <p>{filtered ? w.none : w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {cases.rows && cases.rows.length > 0 && <More of={cases} />}
    </>
  )
}
