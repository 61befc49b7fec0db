import { useNavigate } from '@tanstack/react-router'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { verifyWords } from './words.ts'
import './verification.css'

/** Asks for the code on a credential and opens the page of its result, whose address can be shared. */
export function CodeForm() {
  const t = useWords(verifyWords)
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const frame = { id: 'verify-code', ...(error ? { error } : {}) }
  const check = () => {
    // People copy codes with spaces and in small letters.
    const clean = code.replace(/\s/g, '').toUpperCase()
    if (clean) return void navigate({ to: '/verify/$code', params: { code: clean } })
    setError(t.needCode)
    document.getElementById(frame.id)?.focus()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <FieldFrame {...frame} frame="label" label={t.code}>
        <div className="code-box">
          <input
            className="input"
            id={frame.id}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            value={code}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(frame)}
            onChange={({ target }) => setCode(target.value)}
          />
          <Button type="submit">{t.check}</Button>
        </div>
      </FieldFrame>
    </form>
  )
}
