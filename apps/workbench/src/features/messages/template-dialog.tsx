import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Channel, Template, TemplateDraft } from '@zhengtong/platform/support/messages/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

const channels: Channel[] = ['sms', 'email', 'push', 'wechat']
type Written = { name: string; channel: Channel; subject: string; body: string; subjectEn: string; bodyEn: string }

/** Writes a template of a sender, or its next version: what was sent keeps the words it was sent with. */
export function TemplateDialog(props: { senderId: string; template?: Template; onClose: () => void }) {
  const { senderId, template, onClose } = props
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [asked, setAsked] = useState(false)
  const [written, setWritten] = useState<Written>({
    name: template?.name ?? '',
    channel: template?.channel ?? 'sms',
    subject: template?.texts.zh.subject ?? '',
    body: template?.texts.zh.body ?? '',
    subjectEn: template?.texts.en?.subject ?? '',
    bodyEn: template?.texts.en?.body ?? '',
  })
  const put = (part: Partial<Written>) => setWritten({ ...written, ...part })
  const withSubject = written.channel !== 'sms'
  const save = useMutation({
    mutationFn: () =>
      request<Template>(
        template ? `/message-templates/${template.id}/versions` : `/message-senders/${senderId}/templates`,
        { method: 'POST', body: draftOf(written) },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['message-templates'] })
      message.success(w.done)
      onClose()
    },
  })
  const lacks = (value: string) => (asked && !value.trim() ? w.need : undefined)
  const ready = written.name.trim() && written.body.trim() && (written.channel !== 'email' || written.subject.trim())
  return (
    <Modal
      open
      title={template ? `${w.edit}：${template.name}` : w.newTemplate}
      okText={w.save}
      cancelText={w.back}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => {
        setAsked(true)
        if (ready) save.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {save.error && (
          <Note tone="danger" alert>
            {sentence(save.error)}
          </Note>
        )}
        <Field label={w.name} fault={lacks(written.name)}>
          {(own) => (
            <Input
              {...own}
              maxLength={100}
              value={written.name}
              onChange={({ target }) => put({ name: target.value })}
            />
          )}
        </Field>
        {!template && (
          <Radio.Group
            aria-label={w.channel}
            value={written.channel}
            options={channels.map((value) => ({ value, label: w.channelWord[value] }))}
            onChange={({ target }) => put({ channel: target.value as Channel })}
          />
        )}
        {withSubject && (
          <Field label={w.subject} fault={written.channel === 'email' ? lacks(written.subject) : undefined}>
            {(own) => (
              <Input
                {...own}
                maxLength={200}
                value={written.subject}
                onChange={({ target }) => put({ subject: target.value })}
              />
            )}
          </Field>
        )}
        <Field label={w.body} help={w.bodyHelp} fault={lacks(written.body)}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={5000}
              value={written.body}
              onChange={({ target }) => put({ body: target.value })}
            />
          )}
        </Field>
        {withSubject && (
          <Field label={w.subjectEn}>
            {(own) => (
              <Input
                {...own}
                maxLength={200}
                value={written.subjectEn}
                onChange={({ target }) => put({ subjectEn: target.value })}
              />
            )}
          </Field>
        )}
        <Field label={w.bodyEn}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 10 }}
              maxLength={5000}
              value={written.bodyEn}
              onChange={({ target }) => put({ bodyEn: target.value })}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}

function draftOf({ name, channel, subject, body, subjectEn, bodyEn }: Written): TemplateDraft {
  const wordsOf = (title: string, text: string) => ({
    body: text.trim(),
    ...(channel !== 'sms' && title.trim() ? { subject: title.trim() } : {}),
  })
  return {
    name: name.trim(),
    channel,
    texts: { zh: wordsOf(subject, body), ...(bodyEn.trim() ? { en: wordsOf(subjectEn, bodyEn) } : {}) },
  }
}
