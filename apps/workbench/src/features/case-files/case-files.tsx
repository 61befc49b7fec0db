import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseFile, CaseFileList } from '@zhengtong/platform/support/case-files/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Modal } from 'antd'
import { Archive } from 'lucide-react'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** The files of this case that I took away, and how to take another. */
export function CaseFiles({ caseId }: { caseId: string }) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const files = useQuery({
    queryKey: ['case-files', caseId],
    queryFn: ({ signal }) => request<CaseFileList>(`/cases/${caseId}/files`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((file) => file.state === 'queued' || file.state === 'running') ? 1_000 : false,
  })
  if (!files.data?.mayAsk) return null
  return (
    <section className="case-part no-print" aria-labelledby="case-files">
      <h2 id="case-files">{w.title}</h2>
      <p className="soft">{w.help}</p>
      {files.data.items.length > 0 && (
        <ul className="papers" aria-live="polite">
          {files.data.items.map((file) => (
            <li key={file.id}>
              <Icon of={Archive} />
              <span className="grow">{file.purpose}</span>
              <span className="soft nowrap">{format.nearDay(file.askedAt)}</span>
              <State file={file} />
            </li>
          ))}
        </ul>
      )}
      <Button onClick={() => setAsking(true)}>{w.ask}</Button>
      {asking && <AskDialog caseId={caseId} onClose={() => setAsking(false)} />}
    </section>
  )
}

function State({ file }: { file: CaseFile }) {
  const w = useWords(words)
  const format = useFormat()
  if (file.state !== 'ready')
    return (
      <span>
        {w.state[file.state]} {file.state === 'running' && w.progress(file.done, file.total)}
      </span>
    )
  return (
    <>
      {file.expiresAt && <span className="soft nowrap">{w.until(format.nearDay(file.expiresAt))}</span>}
      <a href={address(`/case-files/${file.id}/archive`)} download>
        {w.fetch(format.size(file.size ?? 0))}
      </a>
    </>
  )
}

function AskDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const [purpose, setPurpose] = useState('')
  const [asked, setAsked] = useState(false)
  const short = purpose.trim().length < 4
  const ask = useMutation({
    mutationFn: () =>
      request<CaseFile>(`/cases/${caseId}/files`, { method: 'POST', body: { purpose: purpose.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['case-files', caseId] })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={w.ask}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: ask.isPending }}
      onOk={() => {
        setAsked(true)
        if (!short) ask.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {ask.error && (
          <Note tone="danger" alert>
            {sentence(ask.error)}
          </Note>
        )}
        <Field label={w.purpose} help={w.purposeHelp} fault={asked && short ? w.needPurpose : undefined}>
          {(own) => (
            <Input {...own} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
