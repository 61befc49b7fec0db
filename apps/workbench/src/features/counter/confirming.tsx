import { useMutation } from '@tanstack/react-query'
import type { Assisted } from '@zhengtong/platform/nets/service/counter/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** The person confirms what stands there: by a code on their own phone, or on the printed page. */
export function Confirming({ assisted, onKept }: { assisted: Assisted; onKept: (next: Assisted) => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const [code, setCode] = useState('')
  const path = `/counter-applications/${assisted.id}`
  const send = useMutation({ mutationFn: () => request(`${path}/confirmation-codes`, { method: 'POST' }) })
  const check = useMutation({
    mutationFn: () => request<Assisted>(`${path}/confirmation`, { method: 'POST', body: { code } }),
    onSuccess: onKept,
  })
  const paper = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData()
      body.append('file', file)
      return request<Assisted>(`${path}/signed-paper`, { method: 'PUT', body })
    },
    onSuccess: onKept,
  })
  const fault = send.error ?? check.error ?? paper.error
  const { confirmation } = assisted
  return (
    <section className="flow" aria-labelledby="confirming">
      <h2 id="confirming">{w.confirm}</h2>
      <p className="soft">{w.confirmHelp}</p>
      {fault && (
        <Note tone="danger" alert>
          {sentence(fault)}
        </Note>
      )}
      {confirmation && (
        <Note tone={confirmation.stands ? 'good' : 'wait'}>
          {confirmation.stands ? w.confirmed[confirmation.by] : w.stale}
        </Note>
      )}
      {assisted.phone ? (
        <Button loading={send.isPending} onClick={() => send.mutate()}>
          {w.send(assisted.phone)}
        </Button>
      ) : (
        <p>{w.noPhone}</p>
      )}
      {send.isSuccess && (
        <>
          <Field label={w.code}>
            {(own) => (
              <Input
                {...own}
                inputMode="numeric"
                maxLength={6}
                value={code}
                onChange={({ target }) => setCode(target.value.trim())}
              />
            )}
          </Field>
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            {w.check}
          </Button>
        </>
      )}
      <p className="no-print">
        <Button onClick={() => window.print()}>{w.print}</Button>
      </p>
      <Field label={w.paper}>
        {(own) => (
          <input
            {...own}
            type="file"
            accept=".pdf,.jpg,.jpeg,.png,.ofd"
            onChange={({ target }) => target.files?.[0] && paper.mutate(target.files[0])}
          />
        )}
      </Field>
      <p className="print-only">{w.sign}</p>
    </section>
  )
}
