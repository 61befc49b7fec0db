import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Account, Appointment, Post } from '@zhengtong/platform/support/identity/contract.ts'
import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Appoints to a post; the division is the department's own. */
export function AppointDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [role, setRole] = useState<Appointment['role']>()
  const [departmentId, setDepartment] = useState<string>()
  const [validTo, setValidTo] = useState('')
  const [asked, setAsked] = useState(false)
  const departments = useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => request<{ items: Department[] }>('/departments', { signal }),
  })
  const appoint = useMutation({
    mutationFn: (body: Appointment) => request<Post>('/posts', { method: 'POST', body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['posts'] })
      message.success(w.appointed)
      onClose()
    },
  })
  const onOk = () => {
    setAsked(true)
    // A post runs to the end of its last day in the city.
    const end = validTo ? { validTo: new Date(`${validTo}T23:59:59+08:00`).toISOString() } : {}
    if (role && departmentId) appoint.mutate({ accountId: account.id, role, departmentId, ...end })
  }
  const roles = Object.entries(w.roleWord).map(([value, label]) => ({ value: value as Appointment['role'], label }))
  return (
    <Modal
      open
      title={w.appointTitle(account.name)}
      okText={w.appoint}
      cancelText={w.back}
      okButtonProps={{ loading: appoint.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {appoint.error && (
          <Note tone="danger" alert>
            {sentence(appoint.error)}
          </Note>
        )}
        <Field label={w.role} fault={asked && !role ? w.need : undefined}>
          {(own) => <Select {...own} style={{ width: '100%' }} value={role} options={roles} onChange={setRole} />}
        </Field>
        <Field label={w.department} fault={asked && !departmentId ? w.need : undefined}>
          {(own) => (
            <Select
              {...own}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={departmentId}
              loading={departments.isPending}
              options={
                departments.data?.items.map(({ id, name, nameEn }) => ({ value: id, label: pick(name, nameEn) })) ?? []
              }
              onChange={setDepartment}
            />
          )}
        </Field>
        <Field label={w.validTo}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={todayInCity()}
              value={validTo}
              onChange={({ target }) => setValidTo(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
