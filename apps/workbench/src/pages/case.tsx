import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useCase } from '../features/cases/use-case.ts'
import { CasePanes, PaneSwitch, type Shown } from './case-panes.tsx'

/** One case at its own address, for whoever was sent it. */
export function CasePage() {
  const { caseId } = useParams({ from: '/work/cases/$caseId' })
  const view = useCase(caseId)
  const [shown, show] = useState<Shown>('case')
  return (
    <>
      <PaneSwitch shown={shown} onShow={show} />
      <div className="panes">
        <CasePanes key={caseId} of={view} shown={shown} />
      </div>
    </>
  )
}
