import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Answers } from '@zhengtong/platform/support/forms/contract.ts'
import { Columns } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ApplyAside } from '../features/applications/apply-aside.tsx'
import { type Filling, stepsOf } from '../features/applications/filling.ts'
import { PageForm } from '../features/applications/page-form.tsx'
import { StepBar } from '../features/applications/step-bar.tsx'
import { StepLink } from '../features/applications/step-link.tsx'
import { applyWords } from '../features/applications/words.ts'
import { ReadAloud } from '../features/reading/read-aloud.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { Redirect } from '../shell/redirect.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { site } from '../site.ts'
import { WithApplication } from './with-application.tsx'

const route = getRouteApi('/apply/$id/pages/$page')

/** One page of the form: one thing at a time. */
export function ApplyFormPage() {
  const { id, page } = route.useParams()
  return (
    <SignedIn>
      <WithApplication id={id}>{(filling) => <FormStep key={page} filling={filling} pageKey={page} />}</WithApplication>
    </SignedIn>
  )
}

function FormStep({ filling, pageKey }: { filling: Filling; pageKey: string }) {
  const { application } = filling
  const { from } = route.useSearch()
  const t = useWords(applyWords)
  const pick = usePick()
  const navigate = useNavigate()
  const steps = stepsOf(filling, application.answers)
  const at = steps.findIndex((step) => step.kind === 'page' && step.key === pageKey)
  const step = steps[at]
  const before = steps[at - 1]
  // A page that the answers so far do not ask for has nothing to show.
  if (step?.kind !== 'page') return <Redirect to="/apply/$id" params={{ id: application.id }} />

  const goOn = (answers: Answers) => {
    const { id } = application
    const after = stepsOf(filling, answers)
    const next = after[after.findIndex((each) => each.kind === 'page' && each.key === pageKey) + 1]
    if (from === 'check' || next?.kind === 'check') return void navigate({ to: '/apply/$id/check', params: { id } })
    if (next?.kind === 'page') return void navigate({ to: '/apply/$id/pages/$page', params: { id, page: next.key } })
    void navigate({ to: '/apply/$id/materials', params: { id } })
  }
  const title = pick(step.title, step.titleEn)
  return (
    <Columns aside={<ApplyAside application={application} />}>
      <StepBar place={at + 1} count={steps.length} title={title} />
      <PageForm
        filling={filling}
        page={step.page}
        rootDivision={site.division}
        heading={
          <>
            <PageTitle>{title}</PageTitle>
            <ReadAloud />
          </>
        }
        onDone={goOn}
        back={
          before ? (
            <StepLink id={application.id} step={before}>
              {t.back}
            </StepLink>
          ) : null
        }
      />
    </Columns>
  )
}
