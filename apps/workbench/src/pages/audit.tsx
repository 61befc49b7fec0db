import { useNavigate, useSearch } from '@tanstack/react-router'
import type { AuditLine } from '@zhengtong/platform/support/identity/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { ScrollText } from 'lucide-react'
import { AuditTable } from '../features/audit/audit-table.tsx'
import { ChainCheck } from '../features/audit/chain-check.tsx'
import { words } from '../features/audit/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'

const parts = ['action', 'actorId', 'objectId'] as const

/** The audit log, newest first, and the check of its chain. */
export function AuditPage() {
  const w = useWords(words)
  const filter = useSearch({ from: '/work/audit' })
  const navigate = useNavigate()
  const lines = usePaged<AuditLine>('audit', '/audit', filter)
  useTitle(w.title)
  const change = (part: typeof filter) => void navigate({ to: '/audit', search: { ...filter, ...part }, replace: true })
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        <ChainCheck />
      </div>
      <div className="filters">
        {parts.map((part) => (
          <SearchBox key={part} label={w[part]} value={filter[part]} onChange={(value) => change({ [part]: value })} />
        ))}
        {parts.some((part) => filter[part]) && (
          <Button type="link" onClick={() => change({ action: undefined, actorId: undefined, objectId: undefined })}>
            {w.clear}
          </Button>
        )}
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={lines.list}>
          {(rows) =>
            rows.length > 0 ? (
              <AuditTable rows={rows} />
            ) : (
              <Blank icon={ScrollText} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {lines.rows && lines.rows.length > 0 && <More of={lines} />}
    </>
  )
}
