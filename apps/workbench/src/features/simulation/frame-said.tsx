import type { Look } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { words as frame } from '../../frame/words.ts'
import { ClockWord } from '../../parts/clock.tsx'
import { words as caseWords } from '../cases/words.ts'
import { words } from './words.ts'

/** How the case would stand after one event: status, clocks, whom it waits for, what this event would have done. */
export function FrameSaid({ look }: { look: Look }) {
  const w = useWords(words)
  const c = useWords(caseWords)
  const role = useWords(frame).role as Record<string, string>
  const pick = usePick()
  const format = useFormat()
  const told = look.clocks.filter(({ state }) => state !== 'not-started')
  return (
    <dl className="frame-said" aria-live="polite">
      <Said title={w.status}>
        <b>{w.statuses[look.status] ?? look.status}</b>
        {look.outcome ? ` · ${w.outcomes[look.outcome] ?? look.outcome}` : ''}
        <span className="soft"> · {format.instant(look.at)}</span>
      </Said>
      <Said title={w.clocks} of={told}>
        {told.map(({ key, due, state, ...clock }) => (
          <span key={key} className="line-row line-row--wrap">
            <ClockWord {...clock} state={state} after={due ? `${c[key]} ${format.day(due)}` : c[key]} />
            {state === 'done' && <span className="soft">{c.stopped}</span>}
          </span>
        ))}
      </Said>
      <Said title={w.waits} of={[...look.waits, ...look.awaits, ...look.calls]}>
        {look.waits.map(({ step, name, nameEn, post, due }) => (
          <p key={step}>
            <b>{pick(name, nameEn)}</b>{' '}
            <span className="soft">
              {post === 'applicant' ? w.applicant : (role[post] ?? post)}
              {due ? ` · ${w.due(format.day(due))}` : ''}
            </span>
          </p>
        ))}
        {[...look.awaits, ...look.calls].map(({ step, name, nameEn }) => (
          <p key={step}>{pick(name, nameEn)}</p>
        ))}
      </Said>
      <Said title={w.rules} of={look.rules}>
        {look.rules.map(({ rule, outcome, outputs }) => (
          <p key={rule}>
            <b>{rule}</b> {outcome} <span className="soft">{reasonsIn(outputs)}</span>
          </p>
        ))}
      </Said>
      <Said title={w.letters} of={look.services}>
        <ul>
          {look.services.map(({ service, inputs }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same paper may be issued twice
            <li key={index}>{serviceSaid(service, inputs as Record<string, unknown>, w)}</li>
          ))}
        </ul>
      </Said>
      <Said title={w.sends} of={look.sends}>
        {look.sends.map(({ name }) => name).join('、')}
      </Said>
      <Said title={w.timers} of={look.timers}>
        {look.timers.map(({ step, name, nameEn, at }) => (
          <p key={step}>
            {format.instant(at)} <span className="soft">{pick(name, nameEn)}</span>
          </p>
        ))}
      </Said>
    </dl>
  )
}

/** A line of the account; nothing is drawn where there is nothing to say. */
function Said({ title, of, children }: { title: string; of?: readonly unknown[]; children: ReactNode }) {
  if (of?.length === 0) return null
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function serviceSaid(service: string, inputs: Record<string, unknown>, w: typeof words.zh): string {
  if (service === 'letters.issue') return w.letter(String(inputs.letter))
  if (service === 'credentials.issue') return w.licence(String(inputs.type))
  return service
}

/** What the rule gave as its reasons, when it did so in words. */
function reasonsIn(outputs: unknown): string {
  const { reason, reasons } = (outputs ?? {}) as { reason?: unknown; reasons?: unknown }
  if (typeof reason === 'string') return reason
  if (!Array.isArray(reasons)) return ''
  return reasons
    .map((each) => (typeof each === 'string' ? each : String((each as { reason?: string })?.reason ?? '')))
    .filter(Boolean)
    .join('；')
}
