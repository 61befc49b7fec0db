import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Channel, ChannelDraft } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

const keyed = /^[a-z][a-z0-9-]{1,39}$/

/** Opens a channel for a scene. */
export function ChannelDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ key: '', name: '', purpose: '', steps: '' })
  const [asked, setAsked] = useState(false)
  const set = (more: Partial<typeof draft>) => setDraft({ ...draft, ...more })
  const steps = stepsIn(draft.steps)
  const faults = {
    key: keyed.test(draft.key) ? undefined : w.badKey,
    name: draft.name.trim() ? undefined : w.need,
    purpose: draft.purpose.trim().length > 1 ? undefined : w.need,
    steps: steps ? undefined : w.badSteps,
  }
  const open = useMutation({
    mutationFn: (body: ChannelDraft) => request<Channel>('/evidence/channels', { method: 'POST', body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['evidence-channels'] })
      onClose()
    },
  })
  const send = () => {
    setAsked(true)
    if (!steps || Object.values(faults).some(Boolean)) return
    open.mutate({ key: draft.key, name: draft.name.trim(), purpose: draft.purpose.trim(), steps })
  }
  const shown = (fault: string | undefined) => (asked ? fault : undefined)
  return (
    <Modal
      open
      title={w.newChannel}
      okText={w.create}
      cancelText={w.back}
      okButtonProps={{ loading: open.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      {open.error && (
        <Note tone="danger" alert>
          {sentence(open.error)}
        </Note>
      )}
      <Field label={w.name} fault={shown(faults.name)}>
        {(own) => (
          <Input {...own} maxLength={60} value={draft.name} onChange={({ target }) => set({ name: target.value })} />
        )}
      </Field>
      <Field label={w.key} fault={shown(faults.key)}>
        {(own) => (
          <Input {...own} maxLength={40} value={draft.key} onChange={({ target }) => set({ key: target.value })} />
        )}
      </Field>
      <Field label={w.purpose} fault={shown(faults.purpose)}>
        {(own) => (
          <Input
            {...own}
            maxLength={300}
            value={draft.purpose}
            onChange={({ target }) => set({ purpose: target.value })}
          />
        )}
      </Field>
      <Field label={w.steps} help={w.stepsHelp} fault={shown(faults.steps)}>
        {(own) => (
          <Input.TextArea
            {...own}
            rows={4}
            value={draft.steps}
            onChange={({ target }) => set({ steps: target.value })}
          />
        )}
      </Field>
    </Modal>
  )
}

/** `key name` on each line; undefined when a line is neither. */
function stepsIn(text: string): ChannelDraft['steps'] | undefined {
  const lines = text.split('\n').filter((line) => line.trim())
  const steps = lines.map((line) => {
    const [key = '', ...name] = line.trim().split(/\s+/)
    return { key, name: name.join(' ') }
  })
  const right = steps.every(({ key, name }) => keyed.test(key) && name.length > 0 && name.length <= 60)
  return right && steps.length > 0 && steps.length <= 30 ? steps : undefined
}
