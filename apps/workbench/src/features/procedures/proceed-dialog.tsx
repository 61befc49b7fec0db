import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseView, MayProceed } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field, type FieldOwn } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { type AskedField, askedBy, bodyOf, type Entered, lackingOf } from './fields.ts'
import { words } from './words.ts'

/** One act of a procedure: what it needs, what it will do, and the one button. */
export function ProceedDialog({ view, may, onClose }: { view: CaseView; may: MayProceed; onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [entered, setEntered] = useState<Entered>({})
  const [asked, setAsked] = useState(false)
  const [key, setKey] = useState(newKey)
  const { verb, id } = may
  const proceed = useMutation({
    mutationFn: () =>
      request(`/cases/${view.id}/procedures`, {
        method: 'POST',
        key,
        body: { verb, expectedVersion: view.version, ...(id === undefined ? {} : { id }), ...bodyOf(verb, entered) },
      }),
    onSuccess: async () => {
      await Promise.all(
        [['case', view.id], ['tasks'], ['cases'], ['credentials', view.id]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
      message.success(w.done(w.verb[verb]))
      onClose()
    },
  })
  const lacking = lackingOf(verb, entered)
  const onOk = () => {
    setAsked(true)
    if (lacking.length === 0) proceed.mutate()
  }
  const enter = (field: AskedField, value: string) => {
    setKey(newKey())
    setEntered({ ...entered, [field]: value })
  }
  const refused = proceed.error instanceof ApiProblem ? proceed.error.faults : []
  const faultOf = (field: AskedField) =>
    refused.find(({ pointer }) => pointer === `/${field}`)?.detail ??
    (asked && lacking.includes(field) ? w.need : undefined)
  const { choices } = view
  const extending = verb === 'ask-extension' && choices
  return (
    <Modal
      open
      title={w.verb[verb]}
      okText={w.verb[verb]}
      cancelText={w.back}
      okButtonProps={{ loading: proceed.isPending, danger: verb === 'refuse-extension' }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {proceed.error && (
          <Note tone="danger" alert>
            {sentence(proceed.error)}
          </Note>
        )}
        <p>{w.help[verb]}</p>
        {extending && (
          <p className="soft">
            {w.most(
              extending.extension.days,
              extending.extension.article,
              pick(extending.extension.approver, extending.extension.approverEn),
            )}
          </p>
        )}
        {askedBy[verb].fields.map((field) => (
          <Field key={field} label={w.field[field]} fault={faultOf(field)}>
            {(own) => <Entry own={own} field={field} view={view} value={entered[field] ?? ''} onEnter={enter} />}
          </Field>
        ))}
      </div>
    </Modal>
  )
}

function Entry(props: {
  own: FieldOwn
  field: AskedField
  view: CaseView
  value: string
  onEnter: (field: AskedField, value: string) => void
}) {
  const { own, field, view, value, onEnter } = props
  const w = useWords(words)
  const pick = usePick()
  const enter = (next: string) => onEnter(field, next)
  if (field === 'special') {
    const { stopping = [], running = [] } = view.choices ?? {}
    return (
      <Select
        {...own}
        style={{ width: '100%' }}
        value={value || undefined}
        onChange={enter}
        options={[
          {
            label: w.stops,
            options: stopping.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) })),
          },
          {
            label: w.counts,
            options: running.map(({ key, name, nameEn, why, whyEn }) => ({
              value: key,
              label: `${pick(name, nameEn)}：${pick(why, whyEn)}`,
              disabled: true,
            })),
          },
        ]}
      />
    )
  }
  if (field === 'method')
    return (
      <Select
        {...own}
        style={{ width: '100%' }}
        value={value || undefined}
        onChange={enter}
        options={Object.entries(w.method).map(([key, label]) => ({ value: key, label }))}
      />
    )
  if (field === 'days')
    return <Input {...own} type="number" min={1} value={value} onChange={({ target }) => enter(target.value)} />
  if (field === 'at')
    return <Input {...own} type="datetime-local" value={value} onChange={({ target }) => enter(target.value)} />
  if (field === 'reason' || field === 'result' || field === 'record')
    return (
      <Input.TextArea
        {...own}
        autoSize={{ minRows: field === 'record' ? 6 : 2, maxRows: 12 }}
        maxLength={field === 'record' ? 20_000 : 2000}
        value={value}
        onChange={({ target }) => enter(target.value)}
      />
    )
  return <Input {...own} maxLength={200} value={value} onChange={({ target }) => enter(target.value)} />
}
