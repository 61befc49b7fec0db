import { useMutation } from '@tanstack/react-query'
import type { ServiceRecord, ServiceRecordInput } from '@zhengtong/platform/nets/service/ratings/contract.ts'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** A service at the counter or by telephone, and the code by which it is rated once. */
export function RecordDialog({ posts, onClose }: { posts: ActorView['posts']; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const [departmentId, setDepartmentId] = useState(posts[0]?.departmentId ?? '')
  const [channel, setChannel] = useState<'window' | 'phone'>('window')
  const [service, setService] = useState('')
  const [window, setWindow] = useState('')
  const [asked, setAsked] = useState(false)
  const record = useMutation({
    mutationFn: () => {
      const body: ServiceRecordInput = {
        departmentId,
        channel,
        service: service.trim(),
        ...(window.trim() && channel === 'window' ? { window: window.trim() } : {}),
      }
      return request<ServiceRecord>('/service-records', { method: 'POST', body })
    },
  })
  if (record.data)
    return (
      <Modal open title={w.code} footer={null} onCancel={onClose} closeIcon={w.close}>
        <p className="rating-code">{record.data.code?.replace(/(.{4})(?=.)/g, '$1 ')}</p>
        <p className="soft">{w.codeHelp(record.data.no)}</p>
      </Modal>
    )
  const short = service.trim().length < 2
  return (
    <Modal
      open
      title={w.record}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: record.isPending }}
      onOk={() => {
        setAsked(true)
        if (!short) record.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        <p className="soft">{w.recordHelp}</p>
        {record.error && (
          <Note tone="danger" alert>
            {sentence(record.error)}
          </Note>
        )}
        {posts.length > 1 && (
          <Field label={w.department}>
            {(own) => (
              <Select
                {...own}
                value={departmentId}
                options={posts.map((post) => ({ value: post.departmentId, label: post.departmentName }))}
                onChange={setDepartmentId}
              />
            )}
          </Field>
        )}
        <Field label={w.channel}>
          {(own) => (
            <Select
              {...own}
              value={channel}
              options={(['window', 'phone'] as const).map((value) => ({ value, label: w.channelWord[value] }))}
              onChange={setChannel}
            />
          )}
        </Field>
        <Field label={w.service} fault={asked && short ? w.needService : undefined}>
          {(own) => (
            <Input {...own} maxLength={100} value={service} onChange={({ target }) => setService(target.value)} />
          )}
        </Field>
        {channel === 'window' && (
          <Field label={w.window}>
            {(own) => (
              <Input {...own} maxLength={20} value={window} onChange={({ target }) => setWindow(target.value)} />
            )}
          </Field>
        )}
      </div>
    </Modal>
  )
}
