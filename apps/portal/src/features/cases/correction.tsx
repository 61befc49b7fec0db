import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import type { Form } from '@zhengtong/platform/support/forms/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { CorrectionForm } from './correction-form.tsx'
import { formDocumentQuery } from './form-document.ts'
import { useReadyForm } from './ready-form.ts'

/** The one thing to do on top of a case: everything the office asked to put right, with its form when fields are asked. */
export function Correction({ view, rootDivision }: { view: CaseView; rootDivision: string }) {
  const form = useQuery(formDocumentQuery(view.form))
  if (form.isPending) return <Skeleton />
  if (form.isError) return <TroubleSaid error={form.error} onRetry={() => void form.refetch()} />
  return <Ready view={view} document={form.data} rootDivision={rootDivision} />
}

function Ready({ view, document, rootDivision }: { view: CaseView; document: Form; rootDivision: string }) {
  const form = useReadyForm(document)
  return <CorrectionForm key={view.id} view={view} form={form} rootDivision={rootDivision} />
}
