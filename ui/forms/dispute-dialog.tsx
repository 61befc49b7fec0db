import { useState } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import { Acts, Button, LinkButton } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { describedBy, FieldFrame } from '../components/field.tsx'
import { defineWords, useWords } from '../i18n/words.ts'

const words = defineWords(
  {
    title: (field: string) => `${field}有误`,
    now: (said: string) => `现在的记录：${said}`,
    label: '正确的应该是什么？',
    help: '不耽误您提交。我们把您说的和申请一起送给经办人和数据来源部门核对。',
    empty: '请写下正确的内容',
    failed: '没有记下，请再试一次。',
    send: '告诉他们',
    cancel: '不改了',
  },
  {
    title: (field: string) => `${field} is wrong`,
    now: (said: string) => `On record now: ${said}`,
    label: 'What should it be?',
    help: 'You can go on and submit. What you say goes with your application to the officer and to the department that owns the data.',
    empty: 'Enter what it should be',
    failed: 'That was not recorded. Please try again.',
    send: 'Tell them',
    cancel: 'Leave it',
  },
)

/** Says that a register is wrong. The register is not changed here; a person will look at it. */
export function DisputeDialog(props: {
  title: string
  said: string
  onClose: () => void
  onSend: (claim: string) => Promise<void>
}) {
  const t = useWords(words)
  const [claim, setClaim] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const frame = { id: 'dispute-claim', help: t.help, ...(error ? { error } : {}) }
  const send = async () => {
    if (!claim.trim()) return setError(t.empty)
    setBusy(true)
    try {
      await props.onSend(claim.trim())
      props.onClose()
    } catch (problem) {
      setError((problem as Partial<ApiProblem>).title || t.failed)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t.title(props.title)} onClose={props.onClose}>
      <p className="soft">{t.now(props.said)}</p>
      <FieldFrame {...frame} frame="label" label={t.label}>
        <textarea
          id={frame.id}
          className="input"
          maxLength={500}
          value={claim}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(frame)}
          onChange={({ target }) => setClaim(target.value)}
        />
      </FieldFrame>
      <Acts>
        <Button busy={busy} onClick={() => void send()}>
          {t.send}
        </Button>
        <LinkButton onClick={props.onClose}>{t.cancel}</LinkButton>
      </Acts>
    </Dialog>
  )
}
