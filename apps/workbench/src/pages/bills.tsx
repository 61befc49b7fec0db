import { useNavigate, useSearch } from '@tanstack/react-router'
import type { BillVerb, BillView } from '@zhengtong/platform/support/payments/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { BillDialog } from '../features/bills/act-dialog.tsx'
import { BillList } from '../features/bills/bill-list.tsx'
import { words } from '../features/bills/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const states = ['open', 'paid', 'closing', 'closed'] as const

/** What the offices of this person are owed, and what went back. */
export function BillsPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/bills' })
  const navigate = useNavigate()
  const refunding = state === 'refunding'
  const bills = usePaged<BillView>('bills', '/bills', refunding ? { refunding: 'true' } : { state })
  const [acting, setActing] = useState<{ bill: BillView; verb: BillVerb }>()
  useTitle(w.title)
  const options = [
    ...states.map((value) => ({ value: value as string, label: w.state[value] })),
    { value: 'refunding', label: w.refunding },
  ]
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
          value={state}
          options={options}
          onChange={(next) => void navigate({ to: '/bills', search: { state: next }, replace: true })}
        />
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={bills.list}>
          {(rows) =>
            rows.length > 0 ? (
              <BillList rows={rows} onAct={(bill, verb) => setActing({ bill, verb })} />
            ) : (
              <Blank icon={ReceiptText} title={state ? w.noneTitle : w.emptyTitle}>
                <p>{state ? w.none : w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {bills.rows && bills.rows.length > 0 && <More of={bills} />}
      {acting && <BillDialog {...acting} onClose={() => setActing(undefined)} />}
    </>
  )
}
