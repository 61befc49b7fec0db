import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportRun } from '@zhengtong/platform/nets/service/items/contract.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Progress } from 'antd'
import { Upload } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Choice } from '../../parts/choice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Sends a catalogue file and goes to its run. */
export function UploadForm() {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [source, setSource] = useState<string>()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  const start = async () => {
    if (!file) return
    setError(undefined)
    setSent(0)
    try {
      const path = source ? `/item-imports?source=${source}` : '/item-imports'
      const run = await upload<ImportRun>(path, file, { onProgress: setSent })
      await queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ to: '/imports/$runId', params: { runId: run.id } })
    } catch (problem) {
      setError(problem)
    } finally {
      setSent(undefined)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setFile(event.dataTransfer.files[0])
  }
  return (
    <section className="sheet pad flow">
      <p>{w.intro}</p>
      {error !== undefined && (
        <Note tone="danger" alert>
          {sentence(error)}
        </Note>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first */}
      <div className="drop" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <input
          ref={input}
          type="file"
          hidden
          accept=".jsonl,.ndjson,.csv,.gz,.json"
          onChange={({ target }) => setFile(target.files?.[0])}
        />
        <span className="soft">{w.dropHere}</span>
        <Button icon={<Icon of={Upload} />} onClick={() => input.current?.click()}>
          {w.choose}
        </Button>
        {file && (
          <span>
            {file.name} <span className="soft">{format.size(file.size)}</span>
          </span>
        )}
      </div>
      <div className="line-row line-row--wrap">
        <Choice
          label={w.catalogue}
          any={w.detect}
          width={280}
          value={source}
          options={[
            { value: 'guangdong', label: w.guangdong },
            { value: 'guangan', label: w.guangan },
          ]}
          onChange={setSource}
        />
        <Button type="primary" disabled={!file} loading={sent !== undefined} onClick={() => void start()}>
          {w.start}
        </Button>
      </div>
      {sent !== undefined && <Progress aria-label={w.sending} percent={Math.round(sent * 100)} />}
    </section>
  )
}
