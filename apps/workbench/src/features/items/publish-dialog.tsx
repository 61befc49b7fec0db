import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Draft } from '@zhengtong/platform/nets/service/items/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { draftQuery, useItemVerbs } from './use-items.ts'
import { words } from './words.ts'

/** Publishing: from when, and what it means. Not while an error is left. */
export function PublishDialog({ id, draft: given, onClose }: { id: string; draft: Draft; onClose: () => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const sentence = useSentence()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { publish } = useItemVerbs(id)
  const draft = useQuery(draftQuery(id)).data ?? given
  const today = todayInCity()
  const [effectiveOn, setEffectiveOn] = useState(today)
  const [cancelOn, setCancelOn] = useState('')
  const [note, setNote] = useState('')
  const errors = draft.findings.filter(({ severity }) => severity === 'error').length
  const warnings = draft.findings.length - errors
  const onOk = async () => {
    const done = await publish.mutateAsync({
      expectedVersion: draft.rowVersion,
      effectiveOn,
      ...(cancelOn ? { cancelOn } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    })
    message.success(w.publishedDone(done.version))
    onClose()
    await navigate({ to: '/items/$itemId/versions', params: { itemId: id } })
  }
  const faults = publish.error instanceof ApiProblem ? publish.error.faults : []
  return (
    <Modal
      open
      title={w.publishTitle(draft.item.name)}
      okText={w.publish}
      cancelText={w.back}
      okButtonProps={{ disabled: errors > 0 || !effectiveOn, loading: publish.isPending }}
      onOk={() => void onOk().catch(() => undefined)}
      onCancel={onClose}
    >
      <div className="flow">
        {publish.error && (
          <Note tone="danger" alert>
            {sentence(publish.error)}
            {faults.map(({ pointer, detail }) => (
              <p key={pointer + detail}>{detail}</p>
            ))}
          </Note>
        )}
        <Note tone={errors > 0 ? 'danger' : warnings > 0 ? 'wait' : 'good'}>
          <p>{errors > 0 ? w.mustMend(errors) : warnings > 0 ? w.mayMend(warnings) : w.clean}</p>
          <ul>
            {draft.findings
              .filter(({ severity }) => errors === 0 || severity === 'error')
              .map(({ code, pointer, message }) => (
                <li key={code + pointer}>{message[language]}</li>
              ))}
          </ul>
        </Note>
        <p>{w.publishHelp}</p>
        <Field label={w.effectiveOn} help={w.effectiveHelp}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={today}
              value={effectiveOn}
              onChange={({ target }) => setEffectiveOn(target.value)}
            />
          )}
        </Field>
        <Field label={w.cancelOn} help={w.cancelHelp}>
          {(own) => (
            <Input
              {...own}
              type="date"
              min={effectiveOn}
              value={cancelOn}
              onChange={({ target }) => setCancelOn(target.value)}
            />
          )}
        </Field>
        <Field label={w.note}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={1000}
              placeholder={w.notePlaceholder}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
