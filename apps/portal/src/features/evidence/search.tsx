import { useNavigate } from '@tanstack/react-router'
import { request } from '@zhengtong/ui/api/request.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { digestsOf } from './digest.ts'
import { evidenceWords } from './words.ts'
import '../verifications/verification.css'

/** Asks by a file, whose digest is computed here, or by a digest. */
export function EvidenceSearch({ digest }: { digest?: string | undefined }) {
  const t = useWords(evidenceWords)
  const navigate = useNavigate()
  const [text, setText] = useState(digest ?? '')
  const [error, setError] = useState<string>()
  const frame = { id: 'evidence-digest', ...(error ? { error } : {}) }
  const open = (found: string) => void navigate({ to: '/evidence', search: { digest: found } })
  const check = () => {
    const clean = text.replace(/\s/g, '').toLowerCase()
    if (/^[0-9a-f]{64}$/.test(clean)) {
      setError(undefined)
      return open(clean)
    }
    setError(t.needDigest)
    document.getElementById(frame.id)?.focus()
  }
  return (
    <>
      <div className="card">
        <FilePicker
          label={t.fileLabel}
          hint={t.fileHint}
          accept="*"
          onSend={async (file) => open(await anchored(file))}
        />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          check()
        }}
      >
        <FieldFrame {...frame} frame="label" label={t.digest}>
          <div className="code-box">
            <input
              className="input"
              id={frame.id}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={text}
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy(frame)}
              onChange={({ target }) => setText(target.value)}
            />
            <Button type="submit">{t.check}</Button>
          </div>
        </FieldFrame>
      </form>
    </>
  )
}

/** Of a file's two digests the one that was anchored; the first where neither was. */
async function anchored(file: File): Promise<string> {
  const digests = await digestsOf(file)
  for (const digest of digests) {
    const { items } = await request<{ items: unknown[] }>('/evidence/anchors', { query: { digest, limit: 1 } })
    if (items.length > 0) return digest
  }
  return digests[0]!
}
