import { useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Dialog } from '@zhengtong/ui/components/dialog.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { creditWords } from './words.ts'

export type Asking = { what: 'objection' | 'repair' | 'answer'; about: 'fact' | 'listing'; id: string; title: string }

/** Says in one's own words what is wrong, what was put right, or why one should not be on a list. */
export function AskDialog({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  const t = useWords(creditWords)
  const queries = useQueryClient()
  const [statement, setStatement] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  // One dialog is one act, however often the button is pressed.
  const [key] = useState(() => crypto.randomUUID())
  const { what, about, id } = asking
  const said = {
    objection: { act: t.object, help: t.objectHelp },
    repair: { act: t.repair, help: t.repairHelp },
    answer: { act: t.answer, help: t.answerHelp },
  }[what]
  const frame = { id: 'credit-statement', help: said.help, ...(error ? { error } : {}) }
  const send = async () => {
    if (statement.trim().length < 2) return setError(t.need)
    setBusy(true)
    try {
      if (what === 'answer')
        await request(`/credit/listings/${id}/statement`, { method: 'POST', body: { statement: statement.trim() } })
      else {
        const body = { kind: what, about, aboutId: id, statement: statement.trim() }
        await request('/me/credit/requests', { method: 'POST', key, body })
      }
      await queries.invalidateQueries({ queryKey: ['credit', 'own'] })
      onClose()
    } catch (problem) {
      setError((problem instanceof ApiProblem && problem.title) || t.failed)
      setBusy(false)
    }
  }
  return (
    <Dialog title={`${said.act}：${asking.title}`} onClose={onClose}>
      <FieldFrame {...frame} frame="label" label={t.statementLabel}>
        <textarea
          id={frame.id}
          className="input"
          maxLength={2000}
          value={statement}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(frame)}
          onChange={({ target }) => setStatement(target.value)}
        />
      </FieldFrame>
      <Acts>
        <Button busy={busy} onClick={() => void send()}>
          {t.send}
        </Button>
        <LinkButton onClick={onClose}>{t.cancel}</LinkButton>
      </Acts>
    </Dialog>
  )
}
