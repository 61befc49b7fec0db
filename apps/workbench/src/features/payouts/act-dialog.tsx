import type { PayoutView } from '@zhengtong/platform/support/payments/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { words } from './words.ts'

/** One act on a payout that came back, with its reason in writing. */
export function PayoutDialog(props: { payout: PayoutView; verb: 'correct' | 'cancel'; onClose: () => void }) {
  const { payout, verb, onClose } = props
  const w = useWords(words)
  const [account, setAccount] = useState('')
  const faulty = account.trim() !== '' && !/^\d{12,24}$/.test(account.trim())
  return (
    <ActDialog
      title={`${w.verb[verb]}：${payout.payee} ${payout.no}`}
      confirm={w.send}
      back={w.back}
      danger={verb === 'cancel'}
      path={`/payouts/${payout.no}/acts`}
      changes="payouts"
      bodyOf={(reason) => ({
        ...{ verb, reason, expectedVersion: payout.rowVersion },
        ...(verb === 'correct' && account.trim() ? { account: account.trim() } : {}),
      })}
      done={w.done}
      reason={{ label: w.reason, help: w.verbHelp[verb], fault: w.need, least: 2, most: 500 }}
      ready={!faulty}
      onClose={onClose}
    >
      {(asked) =>
        verb === 'correct' && (
          <Field label={w.account} help={w.accountHelp} fault={asked && faulty ? w.badAccount : undefined}>
            {(own) => (
              <Input {...own} inputMode="numeric" value={account} onChange={({ target }) => setAccount(target.value)} />
            )}
          </Field>
        )
      }
    </ActDialog>
  )
}
