import type { ErrorComponentProps } from '@tanstack/react-router'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { PageTrouble } from '../shell/page-trouble.tsx'

/** A page whose code could not be fetched or that met a defect: say so, and offer to fetch it again. */
export function PageFailed({ error }: ErrorComponentProps) {
  // A page whose code cannot be fetched without a connection is no defect of ours.
  const said = navigator.onLine ? error : new ApiProblem(0, {})
  return <PageTrouble error={said} onRetry={() => window.location.reload()} />
}
