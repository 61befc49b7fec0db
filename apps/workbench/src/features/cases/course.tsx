import type { CaseView, StepView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Circle, CircleCheck, Clock } from 'lucide-react'
import { words as frame } from '../../frame/words.ts'
import { Icon } from '../../parts/icon.tsx'
import { When } from '../../parts/when.tsx'
import { words as verbWords } from '../verbs/words.ts'
import { StepDetail } from './step-detail.tsx'
import { words } from './words.ts'

/** What happened, what waits for whom, and what is still to come. */
export function Course({ view }: { view: CaseView }) {
  const w = useWords(words)
  const v = useWords(verbWords)
  const role = useWords(frame).role as Record<string, string>
  const pick = usePick()
  const format = useFormat()
  const used =
    view.clocks.find(({ key }) => key === 'promise')?.used ?? view.clocks.find(({ key }) => key === 'legal')?.used
  return (
    <section className="case-part" aria-labelledby="case-course">
      <h2 id="case-course">
        {w.course} {used !== undefined && <span className="soft">{w.used(used)}</span>}
      </h2>
      <ol className="course">
        {view.timeline.map((step) => (
          <Step key={step.seq} step={step} />
        ))}
        {view.tasks.map((task) => (
          <li key={task.id} aria-current="step">
            <span className="light--yellow">
              <Icon of={Clock} />
            </span>
            <b>{pick(task.name, task.nameEn)}</b>
            <span className="soft">{w.now}</span>
            <span className="grow">
              {w.waitsFor(role[task.post] ?? task.post)}
              {task.assignee && <span className="soft"> · {v.taken(task.assignee.name)}</span>}
              {task.due && <span className="soft"> · {format.nearDay(task.due)}</span>}
            </span>
          </li>
        ))}
        {view.ahead.map(({ name, nameEn }) => (
          <li key={name} className="soft">
            <span>
              <Icon of={Circle} />
            </span>
            <span>{pick(name, nameEn)}</span>
            <span>{w.ahead}</span>
          </li>
        ))}
      </ol>
      <Clocks view={view} />
    </section>
  )
}

/** Acts at a task that do not do it: the line bears the name of the task, so it says what was done as well. */
const beside = new Set(['return', 'claim', 'unclaim', 'transfer', 'countersign', 'concur', 'dissent'])

function Step({ step }: { step: StepView }) {
  const w = useWords(words)
  const v = useWords(verbWords)
  const pick = usePick()
  return (
    <li>
      <span className="light--green">
        <Icon of={CircleCheck} />
      </span>
      <b>{pick(step.name, step.nameEn)}</b>
      <span className="soft">
        <When at={step.at} />
      </span>
      <span className="grow">
        {beside.has(step.verb) && <b>{w.verb[step.verb as 'return']} </b>}
        {step.unit && step.unit !== step.actor ? `${step.unit} ${step.actor}` : step.actor}
        {step.onBehalfOf && <span className="soft"> {v.onBehalfOf(step.onBehalfOf)}</span>}
        {step.reason && <q>{step.reason}</q>}
        <StepDetail step={step} />
      </span>
    </li>
  )
}

function Clocks({ view }: { view: CaseView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <p className="soft clocks">
      {view.clocks.map(({ key, state, due }) => (
        <span key={key}>
          {w[key]} {state === 'not-started' ? w.notStarted : due ? format.nearDay(due) : ''}
          {state === 'done' && w.stopped}
        </span>
      ))}
    </p>
  )
}
