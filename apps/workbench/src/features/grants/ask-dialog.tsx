import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Ask, Askable, NewAsk } from '@zhengtong/platform/support/showings/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Checkbox, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Asks a holder: the code of the credential, then which of its items, for what, so long and so often. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const [code, setCode] = useState('')
  const find = useMutation({
    mutationFn: (which: string) => request<Askable>(`/askable/${encodeURIComponent(which)}`),
  })
  const clean = code.replace(/[\s-]/g, '')
  return (
    <Modal open title={w.ask} footer={null} onCancel={onClose}>
      <div className="flow">
        {find.error && (
          <Note tone="danger" alert>
            {sentence(find.error)}
          </Note>
        )}
        <Field label={w.code} help={w.codeHelp}>
          {(own) => (
            <Input
              {...own}
              maxLength={20}
              value={code}
              onChange={({ target }) => {
                setCode(target.value)
                find.reset()
              }}
            />
          )}
        </Field>
        {find.data ? (
          <Wanted askable={find.data} code={clean} onClose={onClose} />
        ) : (
          <Button disabled={clean.length < 12} loading={find.isPending} onClick={() => find.mutate(clean)}>
            {w.find}
          </Button>
        )}
      </div>
    </Modal>
  )
}

function Wanted({ askable, code, onClose }: { askable: Askable; code: string; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [fields, setFields] = useState<string[]>([])
  const [purpose, setPurpose] = useState('')
  const [days, setDays] = useState<number | null>(30)
  const [maxUses, setMaxUses] = useState<number | null>(1)
  const [asked, setAsked] = useState(false)
  const send = useMutation({
    mutationFn: (body: NewAsk) => request<Ask>('/grant-asks', { method: 'POST', body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['office-asks'] })
      message.success(w.sent)
      onClose()
    },
  })
  const short = purpose.trim().length < 4
  const perform = () => {
    setAsked(true)
    if (fields.length > 0 && !short && days && maxUses)
      send.mutate({ verifyCode: code, fields, purpose: purpose.trim(), days, maxUses })
  }
  return (
    <>
      <h3>{askable.credential}</h3>
      {send.error && (
        <Note tone="danger" alert>
          {sentence(send.error)}
        </Note>
      )}
      <fieldset className="entry">
        <legend>{w.fields}</legend>
        <Checkbox.Group
          value={fields}
          onChange={(next) => setFields(next.map(String))}
          options={askable.fields.map(({ key, title, titleEn }) => ({ value: key, label: pick(title, titleEn) }))}
        />
        {asked && fields.length === 0 && <p className="entry-says light--red">{w.needFields}</p>}
      </fieldset>
      <Field label={w.purpose} fault={asked && short ? w.needCause : undefined}>
        {(own) => (
          <Input {...own} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
        )}
      </Field>
      <Field label={w.days} fault={asked && !days ? w.needNumber : undefined}>
        {({ 'aria-invalid': _, ...own }) => (
          <InputNumber {...own} min={1} max={365} precision={0} value={days} onChange={setDays} />
        )}
      </Field>
      <Field label={w.times} fault={asked && !maxUses ? w.needNumber : undefined}>
        {({ 'aria-invalid': _, ...own }) => (
          <InputNumber {...own} min={1} max={1000} precision={0} value={maxUses} onChange={setMaxUses} />
        )}
      </Field>
      <div className="line-row">
        <Button type="primary" loading={send.isPending} onClick={perform}>
          {w.send}
        </Button>
        <Button onClick={onClose}>{w.back}</Button>
      </div>
    </>
  )
}
