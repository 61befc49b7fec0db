import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { DelegateDialog } from '../features/sharing/delegate-dialog.tsx'
import { DelegationList } from '../features/sharing/delegation-list.tsx'
import { HandOverDialog } from '../features/sharing/hand-over-dialog.tsx'
import { words } from '../features/sharing/words.ts'
import { WorkloadTable } from '../features/sharing/workload-table.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** Who does what, and for whom: posts lent for a time, and for supervisors how the work lies. */
export function SharingPage() {
  const w = useWords(words)
  const me = useMe()
  const [delegating, setDelegating] = useState(false)
  const [handing, setHanding] = useState<{ accountId: string; name: string }>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="grow" />
        <Button onClick={() => setHanding({ accountId: me.accountId, name: w.me })}>{w.handOverMine}</Button>
        <Button type="primary" onClick={() => setDelegating(true)}>
          {w.delegate}
        </Button>
      </div>
      {holdsAny(me, ['supervisor']) && (
        <section aria-labelledby="sharing-workload">
          <div className="pad">
            <h2 id="sharing-workload">{w.workload}</h2>
            <p className="soft">{w.workloadHelp}</p>
          </div>
          <WorkloadTable onHandOver={setHanding} />
        </section>
      )}
      <section aria-labelledby="sharing-delegations">
        <div className="pad">
          <h2 id="sharing-delegations">{w.delegations}</h2>
          <p className="soft">{w.delegationsHelp}</p>
        </div>
        <DelegationList />
      </section>
      {delegating && <DelegateDialog onClose={() => setDelegating(false)} />}
      {handing && <HandOverDialog from={handing} onClose={() => setHanding(undefined)} />}
    </>
  )
}
