import type { Design } from '@zhengtong/platform/support/designs/contract.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { ProblemList } from './problem-list.tsx'
import { useDesignVerbs } from './use-designs.ts'
import { words } from './words.ts'

/** Publishing: from when and why. Not while something must be mended. */
export function PublishDialog({ design, onClose }: { design: Design; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { message } = App.useApp()
  const { publish } = useDesignVerbs(design.kind, design.key)
  const today = todayInCity()
  const [validFrom, setValidFrom] = useState(today)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const unfit = design.problems.some(({ severity }) => severity === 'error')
  const isReason = reason.trim().length > 1
  const onOk = () => {
    setAsked(true)
    if (!isReason) return
    publish.mutate(
      { revision: design.revision, validFrom, reason: reason.trim() },
      { onSuccess: ({ version }) => void message.success(w.published(version)) },
    )
  }
  return (
    <Modal
      open
      title={w.publishTitle(design.title)}
      okText={w.publish}
      cancelText={w.cancel}
      okButtonProps={{ disabled: unfit || !validFrom, loading: publish.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        {publish.error && (
          <Note tone="danger" alert>
            {sentence(publish.error)}
          </Note>
        )}
        {design.problems.length > 0 && <ProblemList problems={design.problems} />}
        <p>{w.publishHelp}</p>
        <Field label={w.validFrom}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={today}
              value={validFrom}
              onChange={({ target }) => setValidFrom(target.value)}
            />
          )}
        </Field>
        <Field label={w.reason} help={w.reasonHelp} fault={asked && !isReason ? w.need : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
