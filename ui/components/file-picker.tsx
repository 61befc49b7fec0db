import { useId, useState } from 'react'
import { type ApiProblem, troubleOf } from '../api/problem.ts'
import { formatSize } from '../i18n/format.ts'
import { defineWords, useWords } from '../i18n/words.ts'
import { Said } from './states.tsx'
import './file-picker.css'

const words = defineWords(
  {
    hint: 'PDF、OFD、JPG、PNG，不超过 20 MB。手机可以直接拍照。',
    tooBig: (name: string, size: string) => `“${name}”有 ${size}，超过了 20 MB，没有上传。请压缩或分开拍照。`,
    wrongKind: (name: string) => `“${name}”不是 PDF、OFD、JPG 或 PNG，没有上传。`,
    empty: (name: string) => `“${name}”是空文件，没有上传。`,
    sending: (name: string, percent: number) => `正在上传“${name}”：${percent}%`,
    offline: '网络断开了，没有上传成功。请再选一次。',
    failed: '没有上传成功，请再选一次。',
  },
  {
    hint: 'PDF, OFD, JPG or PNG, up to 20 MB. On a phone you can take a picture.',
    tooBig: (name: string, size: string) =>
      `“${name}” is ${size}, more than 20 MB, and was not sent. Compress it or take separate pictures.`,
    wrongKind: (name: string) => `“${name}” is not a PDF, OFD, JPG or PNG and was not sent.`,
    empty: (name: string) => `“${name}” is empty and was not sent.`,
    sending: (name: string, percent: number) => `Sending “${name}”: ${percent}%`,
    offline: 'The connection was lost and the file was not sent. Please choose it again.',
    failed: 'The file was not sent. Please choose it again.',
  },
)

const LIMIT = 20 * 1024 * 1024
const kinds = /\.(pdf|ofd|jpe?g|png)$/i

/** Chooses a file or takes a picture, and sends it at once. The server looks at the bytes; this only spares a journey. */
export function FilePicker(props: {
  label: string
  id?: string
  accept?: string
  /** What may be sent, where it is not the usual. */
  hint?: string
  onSend: (file: File, onProgress: (share: number) => void) => Promise<void>
}) {
  const t = useWords(words)
  const made = useId()
  const id = props.id ?? made
  const [state, setState] = useState<{ name: string; share: number } | { error: string } | null>(null)

  const complaintOf = (file: File): string | null => {
    if (file.size === 0) return t.empty(file.name)
    if (file.size > LIMIT) return t.tooBig(file.name, formatSize(file.size))
    return kinds.test(file.name) || props.accept ? null : t.wrongKind(file.name)
  }
  const send = async (file: File) => {
    const complaint = complaintOf(file)
    if (complaint) return setState({ error: complaint })
    setState({ name: file.name, share: 0 })
    try {
      await props.onSend(file, (share) => setState({ name: file.name, share }))
      setState(null)
    } catch (error) {
      const said = (error as Partial<ApiProblem>).title
      setState({ error: troubleOf(error) === 'offline' ? t.offline : said || t.failed })
    }
  }
  const sending = state && 'name' in state ? state : null
  return (
    <div className="picker">
      <div className="picker__drop">
        <label htmlFor={id}>{props.label}</label>
        <p className="soft" id={`${id}-hint`}>
          {props.hint ?? t.hint}
        </p>
        <input
          id={id}
          type="file"
          accept={props.accept ?? '.pdf,.ofd,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png'}
          aria-describedby={`${id}-hint`}
          disabled={sending !== null}
          onChange={({ target }) => {
            const file = target.files?.[0]
            target.value = ''
            if (file) void send(file)
          }}
        />
      </div>
      {sending ? (
        <div role="status">
          <p>{t.sending(sending.name, Math.round(sending.share * 100))}</p>
          <progress max={1} value={sending.share} aria-hidden />
        </div>
      ) : null}
      {state && 'error' in state ? (
        <Said tone="danger" role="alert">
          <p>{state.error}</p>
        </Said>
      ) : null}
    </div>
  )
}
