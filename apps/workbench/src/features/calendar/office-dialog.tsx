import type { OfficeDays, OfficePeriod } from '@zhengtong/platform/support/calendars/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './office-words.ts'
import { useDepartments, useReplaceOffice } from './use-offices.ts'
import { type Week, WeekFields } from './week-fields.tsx'

/** Arranges the days and hours of a department from a day on; what it had before that day stays. */
export function OfficeDialog({ of, onClose }: { of?: OfficeDays; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { message } = App.useApp()
  const departments = useDepartments()
  const last = of?.periods.at(-1)
  const [departmentId, setDepartment] = useState(of?.departmentId)
  const [from, setFrom] = useState(last?.from ?? todayInCity())
  const [week, setWeek] = useState<Week>(last?.week ?? {})
  const [work, setWork] = useState((last?.work ?? []).join('、'))
  const [off, setOff] = useState((last?.off ?? []).join('、'))
  const [basis, setBasis] = useState(last?.basis ?? '')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const replace = useReplaceOffice(() => {
    message.success(w.done)
    onClose()
  })
  const onOk = () => {
    setAsked(true)
    if (!departmentId || !from || !reason.trim()) return
    const days = { work: datesIn(work), off: datesIn(off) }
    const period: OfficePeriod = {
      from,
      week,
      ...(days.work.length > 0 ? { work: days.work } : {}),
      ...(days.off.length > 0 ? { off: days.off } : {}),
      ...(basis.trim() ? { basis: basis.trim() } : {}),
    }
    const others = (of?.periods ?? []).filter((each) => each.from !== from)
    const periods = [...others, period].toSorted((one, other) => (one.from < other.from ? -1 : 1))
    replace.mutate({ departmentId, periods, reason: reason.trim() })
  }
  const faults = replace.error instanceof ApiProblem ? replace.error.faults : []
  return (
    <Modal
      open
      title={of ? `${w.title} · ${of.department}` : w.add}
      okText={w.confirm}
      cancelText={w.back}
      okButtonProps={{ loading: replace.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {replace.error && (
          <Note tone="danger" alert>
            {[sentence(replace.error), ...faults.map(({ detail }) => detail)].join(' ')}
          </Note>
        )}
        {!of && (
          <Field label={w.department} fault={asked && !departmentId ? w.need : undefined}>
            {(own) => (
              <Select
                {...own}
                style={{ width: '100%' }}
                showSearch={{ optionFilterProp: 'label' }}
                value={departmentId}
                loading={departments.isPending}
                options={(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                onChange={setDepartment}
              />
            )}
          </Field>
        )}
        <Field label={w.from}>
          {(own) => <Input {...own} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />}
        </Field>
        <WeekFields week={week} onChange={setWeek} />
        <Field label={w.work} help={w.daysHelp}>
          {(own) => <Input {...own} value={work} onChange={({ target }) => setWork(target.value)} />}
        </Field>
        <Field label={w.off} help={w.daysHelp}>
          {(own) => <Input {...own} value={off} onChange={({ target }) => setOff(target.value)} />}
        </Field>
        {off.trim() && (
          <Field label={w.basis} help={w.basisHelp} fault={asked && !basis.trim() ? w.need : undefined}>
            {(own) => (
              <Input {...own} maxLength={300} value={basis} onChange={({ target }) => setBasis(target.value)} />
            )}
          </Field>
        )}
        <Field label={w.reason} fault={asked && !reason.trim() ? w.need : undefined}>
          {(own) => (
            <Input {...own} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}

const datesIn = (text: string): string[] => text.split(/[、,，\s]+/).filter((each) => each !== '')
