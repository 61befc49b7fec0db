import type { CaseView, ClockView } from '@zhengtong/platform/support/cases/contract.ts'
import { Bar } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useAmount, useTimeLeft } from './time-left.ts'

const words = defineWords(
  {
    label: '时限',
    yours: '您的时间',
    ours: '我们的时间',
    spent: (all: string, used: string) => `共 ${all}，过了 ${used}。到期没补，申请退回，内容保留。`,
    notYet: '还没开始算',
    afterAcceptance: (promise: string) => `受理后开始，承诺 ${promise}。`,
    legalMost: (legal: string) => `法律规定不超过 ${legal}。`,
    intake: (day: string) => `${day}前告诉您是否受理。`,
    decide: (day: string) => `${day}前办结。`,
    stopped: '时钟停了',
    used: (amount: string) => `用了 ${amount}`,
    instant: '当场办结',
    provisional: '明年的放假安排还没公布，日期可能变动。',
  },
  {
    label: 'Time limits',
    yours: 'Your time',
    ours: 'Our time',
    spent: (all: string, used: string) =>
      `${all} in all, ${used} gone. After that the application is returned to you with all you entered.`,
    notYet: 'Not started yet',
    afterAcceptance: (promise: string) => `Starts with acceptance; we promise ${promise}. `,
    legalMost: (legal: string) => `The law allows ${legal}.`,
    intake: (day: string) => `You will hear by ${day} whether it is accepted. `,
    decide: (day: string) => `To be finished by ${day}. `,
    stopped: 'Stopped',
    used: (amount: string) => `Took ${amount}`,
    instant: 'While you wait',
    provisional: 'The holidays of next year are not published; the date may move.',
  },
)

/** Two clocks side by side: the applicant's while something is asked of them, and the office's. */
export function Clocks({ view }: { view: CaseView }) {
  const t = useWords(words)
  const find = (key: ClockView['key']) => view.clocks.find((clock) => clock.key === key)
  const correction = find('correction')
  return (
    <section className="clocks" aria-label={t.label}>
      {correction?.state === 'running' ? <YourClock clock={correction} /> : null}
      <OurClock intake={find('intake')} promise={find('promise')} legal={find('legal')} />
    </section>
  )
}

function YourClock({ clock }: { clock: ClockView }) {
  const t = useWords(words)
  const amount = useAmount()
  const timeLeft = useTimeLeft()
  const used = clock.used ?? 0
  return (
    <div className="card clock">
      <h2>{t.yours}</h2>
      <b>{timeLeft(clock.unit, clock.left ?? 0)}</b>
      <Bar share={used / Math.max(clock.days, 1)} tone="wait" />
      <p className="soft">{t.spent(amount(clock.unit, clock.days), amount(clock.unit, used))}</p>
      {clock.provisional ? <p className="soft">{t.provisional}</p> : null}
    </div>
  )
}

function OurClock(props: { intake?: ClockView; promise?: ClockView; legal?: ClockView }) {
  const { intake, promise, legal } = props
  const t = useWords(words)
  const format = useFormat()
  const amount = useAmount()
  const timeLeft = useTimeLeft()
  const running = [promise, intake, legal].find((clock) => clock?.state === 'running')
  const own = promise ?? legal
  const say = (clock: ClockView) => (clock.unit === 'instant' ? t.instant : amount(clock.unit, clock.days))
  const head = (): string => {
    if (running) return timeLeft(running.unit, running.left ?? 0)
    if (own?.state === 'done') return t.used(amount(own.unit, own.used ?? 0))
    return own?.state === 'not-started' ? t.notYet : t.stopped
  }
  const dayLine = running?.due ? (running === intake ? t.intake : t.decide)(format.nearDay(running.due)) : ''
  const share = running ? (running.used ?? 0) / Math.max(running.days, 1) : 0
  return (
    <div className="card clock">
      <h2>{t.ours}</h2>
      <b>{head()}</b>
      <Bar
        share={share}
        tone={running?.light === 'red' ? 'danger' : running?.light === 'yellow' ? 'wait' : undefined}
      />
      <p className="soft">
        {dayLine}
        {own && own !== running && own.state === 'not-started' ? t.afterAcceptance(say(own)) : ''}
        {legal && legal !== own ? t.legalMost(say(legal)) : ''}
      </p>
      {running?.provisional ? <p className="soft">{t.provisional}</p> : null}
    </div>
  )
}
