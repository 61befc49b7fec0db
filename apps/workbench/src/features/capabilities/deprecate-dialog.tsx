import type { CapabilityPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useDeprecate } from './queries.ts'
import { words as texts } from './words.ts'

/** Says that an operation, or all of it, goes away; its users are told. */
export function DeprecateDialog({ capability, onClose }: { capability: CapabilityPage; onClose: () => void }) {
  const w = useWords(texts)
  const sentence = useSentence()
  const deprecate = useDeprecate(capability.key)
  const [operation, setOperation] = useState('')
  const [sunset, setSunset] = useState('')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const words = text.trim()
  const send = () => {
    setAsked(true)
    if (sunset && words.length >= 4)
      deprecate.mutate({ sunset, words, ...(operation ? { operation } : {}) }, { onSuccess: onClose })
  }
  return (
    <Modal
      open
      title={w.announce}
      okText={w.announce}
      cancelText={w.cancel}
      okButtonProps={{ loading: deprecate.isPending, danger: true }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="flow">
        {deprecate.error && (
          <Note tone="danger" alert>
            {sentence(deprecate.error)}
          </Note>
        )}
        <Field label={w.which}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={operation}
              onChange={setOperation}
              options={[
                { value: '', label: w.whole },
                ...capability.list.map(({ id, method, path }) => ({ value: id, label: `${id} · ${method} ${path}` })),
              ]}
            />
          )}
        </Field>
        <Field label={w.sunset} help={w.sunsetHelp} fault={asked && !sunset ? w.needSunset : undefined}>
          {(own) => <Input {...own} type="date" value={sunset} onChange={({ target }) => setSunset(target.value)} />}
        </Field>
        <Field label={w.why} help={w.whyHelp} fault={asked && words.length < 4 ? w.needWhy : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              rows={3}
              maxLength={500}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
