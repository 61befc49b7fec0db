import type { CapabilityPage, Dependent } from '@zhengtong/platform/support/capabilities/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useChangeAccess } from './queries.ts'
import { words } from './words.ts'

const countIn = (text: string) => (/^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined)

/** Throttles or widens: quotas, how long, which operations; with a reason its developer sees. */
export function AdjustDialog(props: { capability: CapabilityPage; dependent: Dependent; onClose: () => void }) {
  const { capability, dependent, onClose } = props
  const { program, access } = dependent
  const w = useWords(words)
  const sentence = useSentence()
  const change = useChangeAccess(capability.key, program.id)
  const open = capability.list.filter(({ programs }) => programs).map(({ id }) => id)
  const before = access.operations ?? open
  const [draft, setDraft] = useState({
    perDay: String(access.perDay),
    perSecond: String(access.perSecond),
    until: access.until ?? '',
    reason: '',
  })
  const [operations, setOperations] = useState<string[]>([...before])
  const [asked, setAsked] = useState(false)
  const set = (more: Partial<typeof draft>) => setDraft({ ...draft, ...more })
  const [perDay, perSecond, reason] = [countIn(draft.perDay), countIn(draft.perSecond), draft.reason.trim()]
  const chosen = open.filter((id) => operations.includes(id))
  const isOther = chosen.length !== before.length || chosen.some((id) => !before.includes(id))
  const send = () => {
    setAsked(true)
    if (!perDay || !perSecond || reason.length < 2 || chosen.length === 0) return
    const body = {
      ...{ perDay, perSecond, reason },
      ...(draft.until ? { until: draft.until } : {}),
      ...(isOther ? { operations: chosen } : {}),
    }
    change.mutate(body, { onSuccess: onClose })
  }
  const fault = (wrong: boolean, says: string) => (asked && wrong ? says : undefined)
  return (
    <Modal
      open
      title={w.adjustTitle(program.name)}
      okText={w.save}
      cancelText={w.cancel}
      okButtonProps={{ loading: change.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="flow">
        {change.error && (
          <Note tone="danger" alert>
            {sentence(change.error)}
          </Note>
        )}
        <Field label={w.perDay} fault={fault(!perDay, w.needNumber)}>
          {(own) => (
            <Input
              {...own}
              inputMode="numeric"
              value={draft.perDay}
              onChange={({ target }) => set({ perDay: target.value })}
            />
          )}
        </Field>
        <Field label={w.perSecond} fault={fault(!perSecond, w.needNumber)}>
          {(own) => (
            <Input
              {...own}
              inputMode="numeric"
              value={draft.perSecond}
              onChange={({ target }) => set({ perSecond: target.value })}
            />
          )}
        </Field>
        <Field label={w.untilDay}>
          {(own) => (
            <Input {...own} type="date" value={draft.until} onChange={({ target }) => set({ until: target.value })} />
          )}
        </Field>
        <fieldset className="entry">
          <legend className="group-label">{w.operations}</legend>
          {open.map((id) => (
            <div key={id}>
              <Checkbox
                checked={operations.includes(id)}
                onChange={({ target }) =>
                  setOperations(target.checked ? [...operations, id] : operations.filter((each) => each !== id))
                }
              >
                {id}
              </Checkbox>
            </div>
          ))}
          {asked && chosen.length === 0 && <p className="entry-says light--red">{w.needOperation}</p>}
        </fieldset>
        <Field label={w.reason} help={w.reasonHelp} fault={fault(reason.length < 2, w.needReason)}>
          {(own) => (
            <Input.TextArea
              {...own}
              rows={2}
              maxLength={300}
              value={draft.reason}
              onChange={({ target }) => set({ reason: target.value })}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
