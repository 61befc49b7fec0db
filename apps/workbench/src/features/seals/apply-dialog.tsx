import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import type { Seal } from '@zhengtong/platform/support/seals/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Applies for the seal of a department. */
export function ApplyDialog({ onDone, onClose }: { onDone: (seal: Seal) => void; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ departmentId: '', custodian: '', reason: '' })
  const [asked, setAsked] = useState(false)
  const departments = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  const apply = useMutation({
    mutationFn: () => request<Seal>('/seals', { method: 'POST', body: draft }),
    onSuccess: async (seal) => {
      await queries.invalidateQueries({ queryKey: ['seals'] })
      onDone(seal)
    },
  })
  const set = (more: Partial<typeof draft>) => setDraft({ ...draft, ...more })
  const fault = (wrong: boolean) => (asked && wrong ? w.need : undefined)
  const [noDepartment, noCustodian, noReason] = [
    !draft.departmentId,
    !draft.custodian.trim(),
    draft.reason.trim().length < 2,
  ]
  return (
    <Modal
      open
      title={w.apply}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: apply.isPending }}
      onOk={() => {
        setAsked(true)
        if (!noDepartment && !noCustodian && !noReason) apply.mutate()
      }}
      onCancel={onClose}
    >
      {apply.error && (
        <Note tone="danger" alert>
          {sentence(apply.error)}
        </Note>
      )}
      <Field label={w.department} fault={fault(noDepartment)}>
        {(own) => (
          <Select
            {...own}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            loading={departments.isPending}
            value={draft.departmentId || undefined}
            options={departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(departmentId: string) => set({ departmentId })}
          />
        )}
      </Field>
      <Field label={w.custodian} fault={fault(noCustodian)}>
        {(own) => (
          <Input
            {...own}
            maxLength={40}
            value={draft.custodian}
            onChange={({ target }) => set({ custodian: target.value })}
          />
        )}
      </Field>
      <Field label={w.reason} fault={fault(noReason)}>
        {(own) => (
          <Input.TextArea
            {...own}
            rows={3}
            maxLength={500}
            value={draft.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </Field>
    </Modal>
  )
}
