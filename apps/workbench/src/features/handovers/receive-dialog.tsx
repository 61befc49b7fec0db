import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { HandedDocument, HandoverRow, ReceiveInput } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

type Typed = { name: string; no: string }
const nothing: Typed = { name: '', no: '' }

/** A result that an office sent: of which case, what is in it, and where it is put. */
export function ReceiveDialog({ point, onClose }: { point: string; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [caseNo, setCaseNo] = useState('')
  const [shelf, setShelf] = useState('')
  const [documents, setDocuments] = useState<Typed[]>([nothing])
  const [asked, setAsked] = useState(false)
  const named = documents.filter(({ name }) => name.trim())
  const ready = caseNo.trim().length >= 6 && named.length > 0
  const receive = useMutation({
    mutationFn: (body: ReceiveInput) =>
      request<HandoverRow>(`/service-points/${point}/handovers`, { method: 'POST', body, key: newKey() }),
    onSuccess: async ({ told }) => {
      await queries.invalidateQueries({ queryKey: ['handovers'] })
      if (told) message.success(w.received)
      else message.warning(w.receivedUntold)
      onClose()
    },
  })
  const set = (index: number, part: Partial<Typed>) =>
    setDocuments((before) => before.map((each, at) => (at === index ? { ...each, ...part } : each)))
  const send = () => {
    setAsked(true)
    if (!ready) return
    const listed = named.map(
      ({ name, no }): HandedDocument => ({ name: name.trim(), ...(no.trim() ? { no: no.trim() } : {}) }),
    )
    receive.mutate({ caseNo: caseNo.trim(), documents: listed, ...(shelf.trim() ? { shelf: shelf.trim() } : {}) })
  }
  return (
    <Modal
      open
      title={w.receive}
      okText={w.save}
      cancelText={w.back}
      okButtonProps={{ loading: receive.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="flow">
        {receive.error && (
          <Note tone="danger" alert>
            {sentence(receive.error)}
          </Note>
        )}
        <Field label={w.caseNo} fault={asked && caseNo.trim().length < 6 ? w.needed : undefined}>
          {(own) => <Input {...own} maxLength={40} value={caseNo} onChange={({ target }) => setCaseNo(target.value)} />}
        </Field>
        {documents.map((document, index) => (
          // Lines are only added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className="flow">
            <Field
              label={w.documentName(index + 1)}
              fault={asked && index === 0 && named.length === 0 ? w.needed : undefined}
            >
              {(own) => (
                <Input
                  {...own}
                  maxLength={80}
                  value={document.name}
                  onChange={({ target }) => set(index, { name: target.value })}
                />
              )}
            </Field>
            <Field label={w.documentNo(index + 1)} help={index === 0 ? w.noOptional : undefined}>
              {(own) => (
                <Input
                  {...own}
                  maxLength={80}
                  value={document.no}
                  onChange={({ target }) => set(index, { no: target.value })}
                />
              )}
            </Field>
          </div>
        ))}
        <div className="line-row">
          <Button disabled={documents.length >= 20} onClick={() => setDocuments((before) => [...before, nothing])}>
            {w.addDocument}
          </Button>
        </div>
        <Field label={w.shelf} help={w.noOptional}>
          {(own) => <Input {...own} maxLength={20} value={shelf} onChange={({ target }) => setShelf(target.value)} />}
        </Field>
      </div>
    </Modal>
  )
}
