import { useNavigate } from '@tanstack/react-router'
import type { DesignKind, DesignLine } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useDesignVerbs } from './use-designs.ts'
import { words } from './words.ts'

/** The template among the likenesses; no key has a colon. */
const licence = 'template:licence'

/** A new design needs a name, a key and, if something like it exists, its likeness. */
export function BeginDialog(props: { kind: DesignKind; published: DesignLine[]; onClose: () => void }) {
  const { kind, published, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const navigate = useNavigate()
  const { begin } = useDesignVerbs(kind, '')
  const [title, setTitle] = useState('')
  const [key, setKey] = useState('')
  const [like, setLike] = useState('')
  const [asked, setAsked] = useState(false)
  const good = { title: title.trim().length > 1, key: /^[a-z][a-z0-9-]{1,59}$/.test(key) }
  const onOk = () => {
    setAsked(true)
    if (!good.title || !good.key) return
    begin.mutate(
      {
        key,
        title: title.trim(),
        ...(like === licence ? { template: 'licence' as const } : like ? { like: { key: like } } : {}),
      },
      { onSuccess: () => void navigate({ to: '/designs/$kind/$key', params: { kind, key } }) },
    )
  }
  return (
    <Modal
      open
      title={w.begin[kind]}
      okText={w.create}
      cancelText={w.cancel}
      okButtonProps={{ loading: begin.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {begin.error && (
          <Note tone="danger" alert>
            {sentence(begin.error)}
          </Note>
        )}
        <Field label={w.name} fault={asked && !good.title ? w.need : undefined}>
          {(own) => <Input {...own} maxLength={100} value={title} onChange={({ target }) => setTitle(target.value)} />}
        </Field>
        <Field label={w.key} help={w.keyHelp} fault={asked && !good.key ? w.badKey : undefined}>
          {(own) => <Input {...own} maxLength={60} value={key} onChange={({ target }) => setKey(target.value)} />}
        </Field>
        <Field label={w.like}>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              value={like}
              options={[
                { value: '', label: w.blank },
                ...(kind === 'flow' ? [{ value: licence, label: w.licenceFlow }] : []),
                ...published.map((each) => ({ value: each.key, label: each.title })),
              ]}
              onChange={setLike}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
