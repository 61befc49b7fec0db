import type { Happening, Look } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { dataIn } from '../../parts/said-values.ts'
import { words as caseWords } from '../cases/words.ts'
import { words } from './words.ts'

/** What might happen next: each verb of each task, each timer, message, signal and answer, and the end. */
export function Choices(props: { look: Look; busy: boolean; onChoose: (happening: Happening, said: string) => void }) {
  const { look, busy, onChoose } = props
  const w = useWords(words)
  const verbs = useWords(caseWords).verb as Record<string, string>
  const pick = usePick()
  const format = useFormat()
  const [day, setDay] = useState('')
  const [text, setText] = useState('')
  const data = dataIn(text)
  if (look.status === 'closed') return <p>{w.ended}</p>
  const choose = (happening: Happening, said: string) => {
    onChoose({ ...happening, ...(day ? { on: day } : {}) }, said)
    setText('')
    setDay('')
  }
  const carried = data && Object.keys(data).length > 0 ? { data } : {}
  const button = (said: string, happening: Happening) => (
    <Button key={said} disabled={busy || !data} onClick={() => choose(happening, said)}>
      {said}
    </Button>
  )
  return (
    <section className="flow" aria-labelledby="simulation-next">
      <h2 id="simulation-next">{w.next}</h2>
      <div className="fields">
        <Field label={w.day} help={w.dayHelp}>
          {(own) => <Input {...own} type="date" value={day} onChange={({ target }) => setDay(target.value)} />}
        </Field>
        <Field label={w.data} help={w.dataHelp} fault={data ? undefined : w.badFacts}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 1, maxRows: 6 }}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      </div>
      {look.waits.map(({ step, name, nameEn, verbs: offered }) => (
        <div key={step} className="line-row line-row--wrap">
          <b>{pick(name, nameEn)}</b>
          {offered.map((verb) =>
            button(`${pick(name, nameEn)}：${verbs[verb] ?? verb}`, {
              step,
              verb: verb as NonNullable<Happening['verb']>,
              ...carried,
            }),
          )}
        </div>
      ))}
      <div className="line-row line-row--wrap">
        {look.calls.map(({ step, name, nameEn }) => [
          button(w.answered(pick(name, nameEn)), { call: step, ...carried }),
          button(w.silent(pick(name, nameEn)), { call: step, fails: true }),
        ])}
        {look.awaits.map(({ on, message, name, nameEn }) =>
          on === 'message'
            ? button(w.message(pick(name, nameEn)), { message, ...carried })
            : button(w.signal(pick(name, nameEn)), { signal: message, ...carried }),
        )}
        {look.timers.map(({ step, name, nameEn, at }) =>
          button(w.timer(pick(name, nameEn), format.instant(at)), { timer: step }),
        )}
        {button(w.cancel, { ends: 'cancel' })}
        {button(w.terminate, { ends: 'terminate' })}
      </div>
    </section>
  )
}
