import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { PayoutView } from '@zhengtong/platform/support/payments/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { yuanOf } from '../features/bills/words.ts'
import { PayoutDialog } from '../features/payouts/act-dialog.tsx'
import { PrepareDialog, Runs } from '../features/payouts/runs.tsx'
import { words } from '../features/payouts/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

const states = ['returned', 'due', 'sent', 'paid', 'cancelled'] as const
const tones = { due: 'yellow', sent: 'yellow', paid: 'green', returned: 'red', cancelled: 'yellow' } as const

/** Money the offices of this person paid out; what came back is work, and months are prepared and approved here. */
export function PayoutsPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/payouts' })
  const navigate = useNavigate()
  const payouts = usePaged<PayoutView>('payouts', '/payouts', { state })
  const [acting, setActing] = useState<{ payout: PayoutView; verb: 'correct' | 'cancel' }>()
  const [preparing, setPreparing] = useState(false)
  useTitle(w.title)
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
          options={states.map((value) => ({ value, label: w.state[value] }))}
          onChange={(next) => void navigate({ to: '/payouts', search: { state: next }, replace: true })}
        />
        <span className="grow" />
        <Button type="primary" onClick={() => setPreparing(true)}>
          {w.prepare}
        </Button>
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={payouts.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((row) => (
                  <Row key={row.no} row={row} onAct={(verb) => setActing({ payout: row, verb })} />
                ))}
              </ul>
            ) : (
              <Blank icon={HandCoins} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {payouts.rows && payouts.rows.length > 0 && <More of={payouts} />}
      <Runs />
      {acting && <PayoutDialog {...acting} onClose={() => setActing(undefined)} />}
      {preparing && <PrepareDialog onClose={() => setPreparing(false)} />}
    </>
  )
}

function Row({ row, onAct }: { row: PayoutView; onAct: (verb: 'correct' | 'cancel') => void }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  return (
    <li className="flow">
      <div className="line-row line-row--wrap">
        <b className="grow">
          {w.yuan(yuanOf(row.fen))} · {pick(row.title, row.titleEn)} {row.month ?? ''} · {row.payee}
        </b>
        <StateWord tone={tones[row.state]}>{w.state[row.state]}</StateWord>
      </div>
      {row.reason && <p>{row.reason}</p>}
      <p className="soft">
        {row.no} · {row.account} · {format.day(row.paidAt ?? row.madeAt)} ·{' '}
        <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
          {w.case} {row.caseNo}
        </Link>
      </p>
      {row.may.length > 0 && (
        <div className="line-row">
          <span className="grow" />
          {row.may.map((verb) => (
            <Button key={verb} type={verb === 'correct' ? 'primary' : 'default'} onClick={() => onAct(verb)}>
              {w.verb[verb]}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}
