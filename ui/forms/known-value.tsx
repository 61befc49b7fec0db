import { type ReactNode, useState } from 'react'
import { LinkButton } from '../components/button.tsx'
import { SourceChip } from '../components/marks.tsx'
import { useFormat } from '../i18n/format.ts'
import { defineWords, useWords } from '../i18n/words.ts'
import { DisputeDialog } from './dispute-dialog.tsx'
import { useForm } from './form-context.ts'
import './known-value.css'

const words = defineWords(
  {
    asked: (day: string) => `${day}查得`,
    wrong: '有误？',
    disputed: (claim: string) => `您说这一项有误：${claim}`,
    none: '没有记录',
  },
  {
    asked: (day: string) => `Looked up on ${day}`,
    wrong: 'Wrong?',
    disputed: (claim: string) => `You said this is wrong: ${claim}`,
    none: 'Nothing on record',
  },
)

/** A value the platform already has: said, with its source, and a way to say that it is wrong. It is not typed over. */
export function KnownValue(props: { pointer: string; said: string; shown?: ReactNode; title: string }) {
  const { pointer, said, title } = props
  const t = useWords(words)
  const format = useFormat()
  const { facts, disputes, onDispute } = useForm()
  const [asking, setAsking] = useState(false)
  const fact = factAt(facts, pointer)
  const dispute = disputes.find((each) => each.pointer === pointer)
  return (
    <div className="known">
      <p>{props.shown ?? (said || t.none)}</p>
      <div className="row row--wrap">
        {fact ? <SourceChip label={fact.sourceLabel} /> : null}
        {fact?.fetchedAt ? <span className="soft">{t.asked(format.day(fact.fetchedAt))}</span> : null}
        {fact && onDispute ? (
          <LinkButton onClick={() => setAsking(true)}>
            {t.wrong}
            <span className="unseen">{title}</span>
          </LinkButton>
        ) : null}
      </div>
      {dispute ? <p className="soft">{t.disputed(dispute.claim)}</p> : null}
      {asking && fact && onDispute ? (
        <DisputeDialog
          title={title}
          said={said}
          onClose={() => setAsking(false)}
          onSend={(claim) => onDispute(fact.pointer, claim)}
        />
      ) : null}
    </div>
  )
}

/** The fact at a pointer, or the one of the group or list it lies in. */
export function factAt<Fact extends { pointer: string }>(facts: Fact[], pointer: string): Fact | undefined {
  for (let place = pointer; place; place = place.slice(0, place.lastIndexOf('/'))) {
    const fact = facts.find((each) => each.pointer === place)
    if (fact) return fact
  }
  return undefined
}
