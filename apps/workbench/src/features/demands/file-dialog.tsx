import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Demand, DemandInput } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import type { Register, RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { troubleOf } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Checkbox, Input, InputNumber, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useMe } from '../../session.ts'
import { words } from './words.ts'

const frequencies = ['real-time', 'daily', 'weekly', 'monthly', 'once'] as const

/** Asks for data of another department. */
export function FileDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const mine = new Map(useMe().posts.map((post) => [post.departmentId, post.departmentName]))
  const [departmentId, setDepartment] = useState([...mine.keys()][0])
  const [register, setRegister] = useState<string>()
  const [fields, setFields] = useState<string[]>([])
  const [frequency, setFrequency] = useState<DemandInput['frequency']>('daily')
  const [perDay, setPerDay] = useState<number | null>(1000)
  const [texts, setTexts] = useState({ system: '', purpose: '', basis: '', until: '' })
  const [asked, setAsked] = useState(false)
  const registers = useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => request<{ items: RegisterSummary[] }>('/registers', { signal }),
  })
  const chosen = useQuery({
    queryKey: ['registers', register],
    queryFn: ({ signal }) => request<Register>(`/registers/${register}`, { signal }),
    enabled: register !== undefined,
  })
  const key = useRef(newKey())
  const send = useMutation({
    mutationFn: (body: DemandInput) => request<Demand>('/sharing/demands', { method: 'POST', key: key.current, body }),
    // A refused demand is a new one when sent again; one whose answer was lost is the same.
    onError: (error) => {
      if (troubleOf(error) !== 'offline') key.current = newKey()
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['demands'] })
      message.success(w.filed)
      onClose()
    },
  })
  const blank = (text: string) => (asked && text.trim().length < 2 ? w.need : undefined)
  const onOk = () => {
    setAsked(true)
    const { until } = texts
    const [system, purpose, basis] = [texts.system.trim(), texts.purpose.trim(), texts.basis.trim()]
    if (!departmentId || !register || fields.length === 0 || !perDay || until <= todayInCity()) return
    if ([system, purpose, basis].some((text) => text.length < 2)) return
    send.mutate({ departmentId, register, fields, frequency, perDay, system, purpose, basis, until })
  }
  const line = (name: 'system' | 'purpose' | 'basis') => (
    <Field label={w[name]} fault={blank(texts[name])}>
      {(own) => (
        <Input
          {...own}
          maxLength={name === 'system' ? 60 : 300}
          value={texts[name]}
          onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <Modal
      open
      title={w.file}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: send.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {(send.error ?? registers.error ?? chosen.error) && (
          <Note tone="danger" alert>
            {sentence(send.error ?? registers.error ?? chosen.error)}
          </Note>
        )}
        <Field label={w.department} fault={asked && !departmentId ? w.need : undefined}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={departmentId}
              options={[...mine].map(([value, label]) => ({ value, label }))}
              onChange={setDepartment}
            />
          )}
        </Field>
        <Field label={w.register} fault={asked && !register ? w.need : undefined}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              showSearch
              optionFilterProp="label"
              value={register}
              loading={registers.isPending}
              options={(registers.data?.items ?? [])
                .filter(({ owner }) => owner !== departmentId)
                .map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))}
              onChange={(next) => {
                setRegister(next)
                setFields([])
              }}
            />
          )}
        </Field>
        {chosen.data && (
          <fieldset className="entry">
            <legend>{w.fields}</legend>
            <Checkbox.Group
              value={fields}
              onChange={(next) => setFields(next.map(String))}
              options={chosen.data.fields.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))}
            />
            {asked && fields.length === 0 && <p className="entry-says light--red">{w.need}</p>}
          </fieldset>
        )}
        {line('system')}
        {line('purpose')}
        {line('basis')}
        <Field label={w.frequency}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={frequency}
              options={frequencies.map((value) => ({ value, label: w.frequencyWord[value] }))}
              onChange={setFrequency}
            />
          )}
        </Field>
        <Field label={w.perDay} fault={asked && !perDay ? w.need : undefined}>
          {({ 'aria-invalid': _, ...own }) => (
            <InputNumber {...own} min={1} max={50_000_000} precision={0} value={perDay} onChange={setPerDay} />
          )}
        </Field>
        <Field label={w.until} fault={asked && texts.until <= todayInCity() ? w.badUntil : undefined}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={todayInCity()}
              value={texts.until}
              onChange={({ target }) => setTexts({ ...texts, until: target.value })}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
