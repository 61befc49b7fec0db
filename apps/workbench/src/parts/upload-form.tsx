import { upload } from '@zhengtong/ui/api/upload.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { Button, Progress } from 'antd'
import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import { Note } from './note.tsx'
import { useSentence } from './trouble.tsx'

/** What the form says. */
type Words = { intro: string; dropHere: string; choose: string; sending: string }

/** Sends one file, chosen or dropped, with its progress. `children` asks for what goes with it. */
export function UploadForm<Answer>(props: {
  words: Words
  /** What the button says. */
  start: string
  accept: string
  /** Where the file goes; undefined while something is not chosen yet. */
  path: string | undefined
  onSent: (answer: Answer) => Promise<void>
  children?: ReactNode
}) {
  const { words: w, path, onSent } = props
  const format = useFormat()
  const sentence = useSentence()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  const start = async () => {
    if (!file || !path) return
    setError(undefined)
    setSent(0)
    try {
      await onSent(await upload<Answer>(path, file, { onProgress: setSent }))
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
          accept={props.accept}
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
        {props.children}
        <Button type="primary" disabled={!file || !path} loading={sent !== undefined} onClick={() => void start()}>
          {props.start}
        </Button>
      </div>
      {sent !== undefined && <Progress aria-label={w.sending} percent={Math.round(sent * 100)} />}
    </section>
  )
}
