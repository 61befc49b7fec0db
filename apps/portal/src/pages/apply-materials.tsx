import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Columns } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { ApplyAside } from '../features/applications/apply-aside.tsx'
import { type Filling, ownMaterials, stepsOf } from '../features/applications/filling.ts'
import { MaterialNeeds, needId } from '../features/applications/material-needs.tsx'
import { StepBar } from '../features/applications/step-bar.tsx'
import { applyWords } from '../features/applications/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { WithApplication } from './with-application.tsx'

const route = getRouteApi('/apply/$id/materials')

export function ApplyMaterialsPage() {
  const { id } = route.useParams()
  return (
    <SignedIn>
      <WithApplication id={id}>{(filling) => <MaterialsStep filling={filling} />}</WithApplication>
    </SignedIn>
  )
}

function MaterialsStep({ filling }: { filling: Filling }) {
  const { application } = filling
  const t = useWords(applyWords)
  const pick = usePick()
  const navigate = useNavigate()
  const [attempt, setAttempt] = useState(0)
  const steps = stepsOf(filling, application.answers)
  const place = steps.findIndex(({ kind }) => kind === 'materials')
  const missing = ownMaterials(application).filter(({ required, state }) => required && state === 'missing')
  const goOn = () => {
    if (missing.length > 0) return setAttempt(attempt + 1)
    void navigate({ to: '/apply/$id/check', params: { id: application.id } })
  }
  return (
    <Columns aside={<ApplyAside application={application} />}>
      <StepBar place={place + 1} count={steps.length} title={t.materials} />
      <ErrorSummary
        attempt={attempt}
        lines={
          attempt === 0
            ? []
            : missing.map((need) => {
                const name = pick(need.name, need.nameEn)
                return {
                  key: needId(need.key),
                  detail: need.submission === 'confirm' ? t.mustConfirm(name) : t.mustUpload(name),
                  onGo: () => document.getElementById(needId(need.key))?.focus(),
                }
              })
        }
      />
      <PageTitle>{t.materials}</PageTitle>
      <MaterialNeeds application={application} />
      <div className="apply-acts">
        <Acts>
          <Button big onClick={goOn}>
            {t.save}
          </Button>
          <Link to="/apply/$id" params={{ id: application.id }}>
            {t.tasks}
          </Link>
        </Acts>
      </div>
    </Columns>
  )
}
