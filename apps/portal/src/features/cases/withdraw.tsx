import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Dialog } from '@zhengtong/ui/components/dialog.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useAct } from './acting.ts'

const words = defineWords(
  {
    withdraw: '撤回申请',
    ask: '要撤回这次申请吗？',
    text: '撤回以后，这件事就办结了。想再办，要重新申请。您以前填的内容和办理记录都留着。',
    yes: '撤回',
    no: '不撤回',
  },
  {
    withdraw: 'Withdraw the application',
    ask: 'Withdraw this application?',
    text: 'The case is then closed. To go on you would have to apply again. The record of this one is kept.',
    yes: 'Withdraw',
    no: 'Keep it',
  },
)

/** Takes the application back. It cannot be undone, so it asks once. */
export function Withdraw({ view }: { view: CaseView }) {
  const t = useWords(words)
  const [asking, setAsking] = useState(false)
  const act = useAct(view.id)
  const may = view.may.find(({ verb }) => verb === 'withdraw')
  if (!may) return null
  const withdraw = () =>
    act.mutate(
      { verb: 'withdraw', expectedVersion: view.version, ...(may.taskId === undefined ? {} : { taskId: may.taskId }) },
      { onSuccess: () => setAsking(false) },
    )
  return (
    <>
      <LinkButton onClick={() => setAsking(true)}>{t.withdraw}</LinkButton>
      {asking ? (
        <Dialog title={t.ask} onClose={() => setAsking(false)}>
          <p>{t.text}</p>
          {act.isError ? <TroubleSaid error={act.error} /> : null}
          <Acts>
            <Button look="danger" busy={act.isPending} onClick={withdraw}>
              {t.yes}
            </Button>
            <LinkButton onClick={() => setAsking(false)}>{t.no}</LinkButton>
          </Acts>
        </Dialog>
      ) : null}
    </>
  )
}
