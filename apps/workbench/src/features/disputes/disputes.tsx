import { useQuery } from '@tanstack/react-query'
import type { FactDispute } from '@zhengtong/platform/nets/service/disputes/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'

const words = defineWords(
  {
    open: (title: string, department: string) => `申请人对“${title}”有异议，${department}正在核实。`,
    corrected: (title: string, _department: string) => `“${title}”核实有误，已更正，这件里也换成了更正后的内容。`,
    upheld: (title: string, _department: string) => `“${title}”核实无误。`,
    withdrawn: (title: string, _department: string) => `对“${title}”的异议已撤回。`,
    claimed: (claim: string) => `申请人说：${claim}`,
    caseNo: (no: string) => `核实办件 ${no}`,
  },
  {
    open: (title, department) => `The applicant disputes “${title}”; ${department} is checking it.`,
    corrected: (title, _department) => `“${title}” was wrong and is corrected, here too.`,
    upheld: (title, _department) => `“${title}” was checked and stands.`,
    withdrawn: (title, _department) => `The dispute of “${title}” was withdrawn.`,
    claimed: (claim) => `The applicant says: ${claim}`,
    caseNo: (no) => `Checked in case ${no}`,
  },
)

/** What the applicant says is wrong in this case, and what the source departments answered. */
export function Disputes({ caseId }: { caseId: string }) {
  const w = useWords(words)
  const { data } = useQuery({
    queryKey: ['case', caseId, 'disputes'],
    queryFn: async ({ signal }) =>
      (await request<{ items: FactDispute[] }>(`/cases/${caseId}/disputes`, { signal })).items,
  })
  if (!data?.length) return null
  return (
    <div className="pad">
      {data.map((dispute) => (
        <Note key={dispute.id} tone={dispute.state === 'open' ? 'wait' : 'tint'}>
          <b>{w[dispute.state](dispute.title, dispute.department)}</b>
          <br />
          {w.claimed(dispute.claim)}
          {dispute.answer ? (
            <>
              <br />
              {dispute.answer}
            </>
          ) : null}{' '}
          <span className="soft">{w.caseNo(dispute.caseNo)}</span>
        </Note>
      ))}
    </div>
  )
}
