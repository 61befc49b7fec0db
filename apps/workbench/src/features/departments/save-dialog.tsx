import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Field, type FieldOwn } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** One thing that the dialog asks: by its name in the body, or of the address. */
export type Asked<Name extends string> = {
  name: Name
  label: string
  help?: string
  optional?: boolean
  draw: (own: FieldOwn, value: string, enter: (value: string) => void) => ReactNode
}

/** Asks some fields and puts them where `sends` says; what the server finds wrong stands at its field. */
export function SaveDialog<Name extends string>(props: {
  title: string
  first: Record<Name, string>
  asked: Asked<Name>[]
  sends: (entered: Record<Name, string>) => { path: string; body: Record<string, unknown> }
  onClose: () => void
}) {
  const { title, first, asked, sends, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [entered, set] = useState(first)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const { path, body } = sends(entered)
      return request(path, { method: 'PUT', body })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['departments'] })
      message.success(w.saved)
      onClose()
    },
  })
  const lacking = asked.filter(({ name, optional }) => !optional && !entered[name].trim()).map(({ name }) => name)
  const refused = save.error instanceof ApiProblem ? save.error.faults : []
  const onOk = () => {
    setTried(true)
    if (lacking.length === 0) save.mutate()
  }
  return (
    <Modal
      open
      title={title}
      okText={w.save}
      cancelText={w.back}
      okButtonProps={{ loading: save.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {save.error && (
          <Note tone="danger" alert>
            {sentence(save.error)}
          </Note>
        )}
        {asked.map(({ name, label, help, draw }) => (
          <Field
            key={name}
            label={label}
            help={help}
            fault={
              refused.find(({ pointer }) => pointer === `/${name}`)?.detail ??
              (tried && lacking.includes(name) ? w.need : undefined)
            }
          >
            {(own) => draw(own, entered[name], (value) => set({ ...entered, [name]: value }))}
          </Field>
        ))}
      </div>
    </Modal>
  )
}
