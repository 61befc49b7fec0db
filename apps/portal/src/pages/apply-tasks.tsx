import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Acts, Button, LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Dialog } from '@zhengtong/ui/components/dialog.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Columns } from '@zhengtong/ui/components/surfaces.tsx'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { ApplyAside } from '../features/applications/apply-aside.tsx'
import {
  type Filling,
  faultsIn,
  faultsOnPage,
  ownMaterials,
  type Step,
  stepsOf,
} from '../features/applications/filling.ts'
import { useApplication } from '../features/applications/queries.ts'
import { StepLink } from '../features/applications/step-link.tsx'
import { applyWords } from '../features/applications/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { WithApplication } from './with-application.tsx'
import '../features/applications/steps.css'

const route = getRouteApi('/apply/$id')

/** The list of steps of one application: what is done, what is left, and the next thing to do. */
export function ApplyTasksPage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <WithApplication id={id}>{(filling) => <Tasks filling={filling} />}</WithApplication>
    </SignedIn>
  )
}

function Tasks({ filling }: { filling: Filling }) {
  const { application } = filling
  const t = useWords(applyWords)
  const pick = usePick()
  const { language } = useLanguage()
  const faults = faultsIn(filling, application.answers, language)
  const steps = stepsOf(filling, application.answers)
  const isDone = (step: Step): boolean => {
    if (step.kind === 'page') return faultsOnPage(step.page, faults).length === 0
    if (step.kind === 'materials')
      return ownMaterials(application).every(({ required, state }) => !required || state === 'here')
    return false
  }
  const next = steps.find((step) => !isDone(step)) ?? steps.at(-1)
  const ready = next?.kind === 'check'
  return (
    <Columns aside={<ApplyAside application={application} />}>
      <div className="stack">
        <PageTitle>{pick(application.item.name, application.item.nameEn)}</PageTitle>
        <p>{t.intro}</p>
        {application.parts.length > 0 ? (
          <p>{t.parts(application.parts.map(({ name, nameEn }) => pick(name, nameEn)))}</p>
        ) : null}
        {application.facts.length > 0 ? <p>{t.known(application.facts.length)}</p> : null}
        <ol className="rows">
          {steps.map((step) => (
            <li key={step.kind === 'page' ? step.key : step.kind} className="task">
              <StepLink id={application.id} step={step} />
              {step.kind === 'check' ? (
                <StateMark tone={ready ? 'work' : 'soft'}>{ready ? t.ready : t.toCheck}</StateMark>
              ) : isDone(step) ? (
                <StateMark tone="good">{t.done}</StateMark>
              ) : (
                <StateMark tone="wait">{t.todo}</StateMark>
              )}
            </li>
          ))}
        </ol>
        <Acts>
          {next ? (
            <StepLink id={application.id} step={next} className="btn btn--big">
              {ready ? t.goCheck : t.goOn}
            </StepLink>
          ) : null}
          <Discard id={application.id} />
          <Link to="/cases">{t.mine}</Link>
        </Acts>
      </div>
    </Columns>
  )
}

function Discard({ id }: { id: string }) {
  const t = useWords(applyWords)
  const navigate = useNavigate()
  const { discard } = useApplication(id)
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const remove = async () => {
    try {
      await discard()
      await navigate({ to: '/cases', replace: true })
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <LinkButton onClick={() => setAsking(true)}>{t.discard}</LinkButton>
      {asking ? (
        <Dialog title={t.discard} onClose={() => setAsking(false)}>
          <p>{t.discardAsk}</p>
          {failure ? <TroubleSaid error={failure} /> : null}
          <Acts>
            <Button look="danger" onClick={() => void remove()}>
              {t.discardYes}
            </Button>
            <LinkButton onClick={() => setAsking(false)}>{t.discardNo}</LinkButton>
          </Acts>
        </Dialog>
      ) : null}
    </>
  )
}
