import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StockImport, StockType } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Progress } from 'antd'
import { Upload } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Choice } from '../../parts/choice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Sends a file of stock licences and goes to where its columns are checked. */
export function UploadForm({ types }: { types: StockType[] }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [type, setType] = useState<string>()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  const start = async () => {
    if (!file || !type) return
    setError(undefined)
    setSent(0)
    try {
      const made = await upload<StockImport>(`/stock-imports?type=${type}`, file, { onProgress: setSent })
      await queries.invalidateQueries({ queryKey: ['stock-imports'] })
      await navigate({ to: '/stock-licences/$importId', params: { importId: made.id } })
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
  const options = types.map(({ key, name, nameEn, from }) => ({
    value: key,
    label: `${pick(name, nameEn)} · ${w.since(format.day(from))}`,
  }))
  return (
    <section className="sheet pad flow">
      <p>{w.intro}</p>
      {types.length === 0 && <Note>{w.noTypes}</Note>}
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
          accept=".csv,.xlsx,.json,.jsonl"
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
        <Choice label={w.type} any={w.chooseType} width={320} value={type} options={options} onChange={setType} />
        <Button type="primary" disabled={!file || !type} loading={sent !== undefined} onClick={() => void start()}>
          {w.upload}
        </Button>
      </div>
      {sent !== undefined && <Progress aria-label={w.sending} percent={Math.round(sent * 100)} />}
    </section>
  )
}
