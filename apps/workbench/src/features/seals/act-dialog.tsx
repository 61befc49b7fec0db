import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Seal, SealVerb } from '@zhengtong/platform/support/seals/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One step of a seal's life, with its reason. */
export function ActDialog({ seal, verb, onClose }: { seal: Seal; verb: SealVerb; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [custodian, setCustodian] = useState('')
  const [asked, setAsked] = useState(false)
  const handsOver = verb === 'hand-over'
  const act = useMutation({
    mutationFn: () =>
      request<Seal>(`/seals/${seal.id}/acts`, {
        method: 'POST',
        body: { verb, reason: reason.trim(), ...(handsOver ? { custodian: custodian.trim() } : {}) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['seals'] })
      onClose()
    },
  })
  const [badReason, badCustodian] = [reason.trim().length < 2, handsOver && !custodian.trim()]
  return (
    <Modal
      open
      title={`${w.verb[verb]}：${seal.name}`}
      okText={w.verb[verb]}
      cancelText={w.back}
      okButtonProps={{ loading: act.isPending, danger: verb === 'destroy' }}
      onOk={() => {
        setAsked(true)
        if (!badReason && !badCustodian) act.mutate()
      }}
      onCancel={onClose}
    >
      {act.error && (
        <Note tone="danger" alert>
          {sentence(act.error)}
        </Note>
      )}
      {verb === 'destroy' && <p>{w.destroyHelp}</p>}
      {verb === 'make' && <p>{w.makeHelp}</p>}
      {handsOver && (
        <Field label={w.newCustodian} fault={asked && badCustodian ? w.need : undefined}>
          {(own) => (
            <Input {...own} maxLength={40} value={custodian} onChange={({ target }) => setCustodian(target.value)} />
          )}
        </Field>
      )}
      <Field label={w.reason} fault={asked && badReason ? w.need : undefined}>
        {(own) => (
          <Input.TextArea
            {...own}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </Modal>
  )
}
