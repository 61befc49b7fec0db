import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

export type Entry = {
  key: string
  label: string
  help?: string
  optional?: boolean
  long?: boolean
  options?: { value: string; label: string }[]
}

/** A few texts asked for and sent; what comes back is shown in place of the form. */
export function FormDialog(props: {
  title: string
  entries: Entry[]
  /** Answers what to show; undefined closes. */
  onSend: (values: Record<string, string>) => Promise<ReactNode | undefined>
  onClose: () => void
}) {
  const w = useWords(words)
  const sentence = useSentence()
  const [values, setValues] = useState<Record<string, string>>({})
  const [state, setState] = useState<{ busy?: boolean; asked?: boolean; error?: unknown; shown?: ReactNode }>({})
  const filled = ({ key, optional }: Entry) => optional || (values[key]?.trim().length ?? 0) > 0
  const send = async () => {
    if (!props.entries.every(filled)) return setState({ asked: true })
    setState({ busy: true })
    try {
      const trimmed = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim()]))
      const shown = await props.onSend(trimmed)
      if (shown === undefined) props.onClose()
      else setState({ shown })
    } catch (error) {
      setState({ error })
    }
  }
  const set = (key: string, value: string) => setValues((before) => ({ ...before, [key]: value }))
  return (
    <Modal
      open
      title={props.title}
      okText={state.shown ? w.close : w.send}
      cancelText={w.back}
      okButtonProps={{ loading: state.busy === true }}
      onOk={() => (state.shown ? props.onClose() : void send())}
      onCancel={props.onClose}
    >
      <div className="flow">
        {state.error ? (
          <Note tone="danger" alert>
            {sentence(state.error)}
          </Note>
        ) : null}
        {state.shown ??
          props.entries.map((entry) => (
            <Field
              key={entry.key}
              label={entry.label}
              help={entry.help}
              fault={state.asked && !filled(entry) ? w.need : undefined}
            >
              {(own) =>
                entry.options ? (
                  <Select
                    {...own}
                    aria-label={entry.label}
                    value={values[entry.key]}
                    options={entry.options}
                    onChange={(value: string) => set(entry.key, value)}
                  />
                ) : entry.long ? (
                  <Input.TextArea
                    {...own}
                    autoSize={{ minRows: 3, maxRows: 10 }}
                    value={values[entry.key]}
                    onChange={({ target }) => set(entry.key, target.value)}
                  />
                ) : (
                  <Input {...own} value={values[entry.key]} onChange={({ target }) => set(entry.key, target.value)} />
                )
              }
            </Field>
          ))}
      </div>
    </Modal>
  )
}
