import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary, type SummaryLine } from '@zhengtong/ui/components/error-summary.tsx'
import { Columns } from '@zhengtong/ui/components/surfaces.tsx'
import { inputId } from '@zhengtong/ui/forms/field-type.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useRef, useState } from 'react'
import { levelNeeded, StepUp } from '../features/account/step-up.tsx'
import { ApplyAside } from '../features/applications/apply-aside.tsx'
import { CheckAnswers } from '../features/applications/check-answers.tsx'
import { type Consent, ConsentBoxes, consentWords } from '../features/applications/consent.tsx'
import {
  type Fault,
  type Filling,
  faultsIn,
  faultsOnPage,
  ownMaterials,
  stepsOf,
} from '../features/applications/filling.ts'
import { useSubmit } from '../features/applications/queries.ts'
import { StepBar } from '../features/applications/step-bar.tsx'
import { applyWords } from '../features/applications/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { WithApplication } from './with-application.tsx'

const words = defineWords(
  {
    title: '提交前，请核对一遍',
    submit: '提交申请',
    leave: '先不提交，保存离开',
    failed: '没有提交',
    failedText: '内容都保存着。请再试一次，不会重复提交。',
    kept: '没有提交。填过的都保存着。',
  },
  {
    title: 'Check before you submit',
    submit: 'Submit',
    leave: 'Save and leave for now',
    failed: 'Not submitted',
    failedText: 'Everything is saved. Try again; it will not be submitted twice.',
    kept: 'Nothing was submitted. What you entered is kept.',
  },
)
const route = getRouteApi('/apply/$id/check')

export function ApplyCheckPage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <WithApplication id={id}>{(filling) => <CheckStep filling={filling} />}</WithApplication>
    </SignedIn>
  )
}

function CheckStep({ filling }: { filling: Filling }) {
  const { application } = filling
  const t = useWords(words)
  const apply = useWords(applyWords)
  const agree = useWords(consentWords)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const linesOf = useLines(filling)
  const submit = useSubmit(application.id)
  // Known at once, while the state of the mutation is known only with the next drawing.
  const sending = useRef(false)
  const [consent, setConsent] = useState<Consent>({ data: false, true: false })
  const [lines, setLines] = useState<SummaryLine[]>([])
  const [failure, setFailure] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const steps = stepsOf(filling, application.answers)

  const box = (id: string, detail: string): SummaryLine => ({
    key: id,
    detail,
    onGo: () => document.getElementById(id)?.focus(),
  })
  const complain = (found: SummaryLine[], said?: string) => {
    setLines(found)
    setFailure(said)
    setAttempt((count) => count + 1)
  }
  const send = () => {
    const found = [
      ...linesOf(faultsIn(filling, application.answers, language)),
      ...(consent.data ? [] : [box('consent-data', agree.needData)]),
      ...(consent.true ? [] : [box('consent-true', agree.needTrue)]),
    ]
    if (found.length > 0) return complain(found)
    if (sending.current) return
    sending.current = true
    submit.mutate(undefined, {
      onSuccess: ({ caseId, automatic, outcome }) =>
        void navigate({
          to: automatic && outcome ? '/cases/$id' : '/cases/$id/submitted',
          params: { id: caseId },
          replace: true,
        }),
      onError: (error) => {
        sending.current = false
        const found =
          error instanceof ApiProblem && error.code === 'applications.incomplete' ? linesOf(error.faults) : []
        if (found.length > 0) complain(found)
        else if (levelNeeded(error)) complain([])
        else complain([], (error as Partial<ApiProblem>).title || t.failedText)
      },
    })
  }
  return (
    <Columns aside={<ApplyAside application={application} />}>
      <StepBar place={steps.length} count={steps.length} title={apply.check} />
      <ErrorSummary attempt={attempt} lines={lines} {...(failure ? { title: t.failed } : {})}>
        <p className="soft">{failure ?? t.kept}</p>
      </ErrorSummary>
      <PageTitle>{t.title}</PageTitle>
      <CheckAnswers filling={filling} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <ConsentBoxes application={application} consent={consent} onChange={setConsent} />
        <StepUp error={submit.error} onDone={send} />
        <div className="apply-acts">
          <Acts>
            <Button type="submit" big busy={submit.isPending || submit.isSuccess}>
              {t.submit}
            </Button>
            <Link to="/cases">{t.leave}</Link>
          </Acts>
        </div>
      </form>
    </Columns>
  )
}

/** Turns faults, ours or the server's, into lines that lead to the page where each can be put right. */
function useLines({ view, application }: Filling) {
  const t = useWords(applyWords)
  const pick = usePick()
  const navigate = useNavigate()
  const { id } = application
  return (faults: Fault[]): SummaryLine[] => {
    const missing = ownMaterials(application).filter(({ required, state }) => required && state === 'missing')
    const materials = missing.map((need) => ({
      key: `need-${need.key}`,
      detail: (need.submission === 'confirm' ? t.mustConfirm : t.mustUpload)(pick(need.name, need.nameEn)),
      onGo: () => void navigate({ to: '/apply/$id/materials', params: { id } }),
    }))
    const answers = faults
      .filter(({ pointer }) => !pointer.startsWith('/materials/'))
      .map((fault) => ({
        key: inputId(fault.pointer),
        detail: fault.detail,
        onGo: () => {
          const page = view.pages.find((each) => faultsOnPage(each, [fault]).length > 0)
          if (!page) return
          void navigate({
            to: '/apply/$id/pages/$page',
            params: { id, page: page.key },
            search: { from: 'check' },
            hash: inputId(fault.pointer),
          })
        },
      }))
    return [...answers, ...materials]
  }
}
