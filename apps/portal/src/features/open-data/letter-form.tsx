import { Link, useLocation } from '@tanstack/react-router'
import type { LetterKind } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useMe } from '../sessions/queries.ts'
import { useWrite } from './queries.ts'
import { openDataWords } from './words.ts'

/** An application, a request or feedback: what it is about, and what one wants to say. */
export function LetterForm({ kind, datasetId }: { kind: LetterKind; datasetId?: string }) {
  const t = useWords(openDataWords)
  const me = useMe()
  const { href } = useLocation()
  const write = useWrite()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const short = { title: title.trim().length < 2, text: text.trim().length < 4 }
  const [heading, help] = {
    application: [t.apply, t.applyText] as const,
    feedback: [t.feedback, t.feedbackText] as const,
    request: [t.request, t.requestText] as const,
  }[kind]
  return (
    <Section title={heading}>
      <p>{help}</p>
      {write.isSuccess ? (
        <Said tone="good" role="status">
          {t.sent}
        </Said>
      ) : !me.data ? (
        <p>
          <Link to="/sign-in" search={{ to: href }}>
            {t.signIn}
          </Link>
        </p>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
            if (short.title || short.text) return
            write.mutate({ kind, title: title.trim(), text: text.trim(), ...(datasetId ? { datasetId } : {}) })
          }}
        >
          <FieldFrame
            id={`${kind}-title`}
            frame="label"
            label={t.subject}
            {...(asked && short.title ? { error: t.need.title } : {})}
          >
            <input
              id={`${kind}-title`}
              className="input"
              maxLength={80}
              value={title}
              onChange={({ target }) => setTitle(target.value)}
            />
          </FieldFrame>
          <FieldFrame
            id={`${kind}-text`}
            frame="label"
            label={t.text}
            {...(asked && short.text ? { error: t.need.text } : {})}
          >
            <textarea
              id={`${kind}-text`}
              className="input"
              rows={4}
              maxLength={1000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </FieldFrame>
          {write.isError ? <TroubleSaid error={write.error} /> : null}
          <Acts>
            <Button type="submit" busy={write.isPending}>
              {t.send}
            </Button>
          </Acts>
        </form>
      )}
    </Section>
  )
}
