import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef, useState } from 'react'
import './read-aloud.css'

const words = defineWords(
  { read: '读给我听', stop: '不读了', failed: '这台设备读不出声音。' },
  { read: 'Read to me', stop: 'Stop reading', failed: 'This device has no voice to read with.' },
)

/** Has the part of the page around this button read aloud: the nearest `article` or form, or else all of main. */
export function ReadAloud() {
  const t = useWords(words)
  const { language } = useLanguage()
  const place = useRef<HTMLParagraphElement>(null)
  const stop = useRef<(() => void) | undefined>(undefined)
  const [state, setState] = useState<'silent' | 'reading' | 'failed'>('silent')
  // Who leaves the page or changes its language has heard enough.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is what ends it
  useEffect(
    () => () => {
      stop.current?.()
      stop.current = undefined
      setState('silent')
    },
    [language],
  )
  if (!('speechSynthesis' in window)) return null

  const start = async () => {
    setState('reading')
    let wanted = true
    stop.current = () => {
      wanted = false
    }
    // Few have a page read to them, so no page carries this from its start.
    const { readAloud } = await import('./aloud.ts')
    const part = place.current?.closest('article, form, main')
    if (wanted && part) stop.current = readAloud(part, (failed) => setState(failed ? 'failed' : 'silent'))
  }
  return (
    <p ref={place} data-unread>
      <LinkButton
        onClick={() => {
          if (state !== 'reading') return void start().catch(() => setState('failed'))
          stop.current?.()
          setState('silent')
        }}
      >
        {state === 'reading' ? t.stop : t.read}
      </LinkButton>
      <span role="status">{state === 'failed' ? ` ${t.failed}` : ''}</span>
    </p>
  )
}
