import { useNavigate } from '@tanstack/react-router'
import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { options } from './editor/options.ts'
import { useCreateItem } from './use-items.ts'
import { words } from './words.ts'

/** A new item needs a name, a type and whose it is; the draft asks for the rest. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const sentence = useSentence()
  const navigate = useNavigate()
  const create = useCreateItem()
  const [name, setName] = useState('')
  const [type, setType] = useState('01')
  const [authority, setAuthority] = useState('')
  const [asked, setAsked] = useState(false)
  const onOk = () => {
    setAsked(true)
    if (!name.trim() || !authority.trim()) return
    create.mutate(startOf(name.trim(), type, authority.trim()), {
      onSuccess: ({ itemId }) => void navigate({ to: '/items/$itemId/edit', params: { itemId } }),
    })
  }
  return (
    <Modal
      open
      title={w.createTitle}
      okText={w.create}
      cancelText={w.cancel}
      okButtonProps={{ loading: create.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {create.error && (
          <Note tone="danger" alert>
            {sentence(create.error)}
          </Note>
        )}
        <p className="soft">{w.createHelp}</p>
        <Field label={w.name} fault={asked && !name.trim() ? w.createNeed : undefined}>
          {(own) => <Input {...own} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Field label={w.type}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              value={type}
              options={options.type.map((each) => ({ value: each.value, label: each.label[language] }))}
              onChange={setType}
            />
          )}
        </Field>
        <Field label={w.department} fault={asked && !authority.trim() ? w.createNeed : undefined}>
          {(own) => <Input {...own} value={authority} onChange={({ target }) => setAuthority(target.value)} />}
        </Field>
      </div>
    </Modal>
  )
}

/** The groups must be there; the server fills what they leave out. */
function startOf(name: string, type: string, authority: string): Partial<Item> {
  const rest = { codes: {}, limits: {}, conditions: {}, fee: {}, result: {}, handling: {}, contacts: {} }
  return { name, type, authority: { name: authority }, ...rest } as Partial<Item>
}
