import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { FileCheck2 } from 'lucide-react'
import { Face } from './face.tsx'
import { NotInForce } from './not-in-force.tsx'
import { credentialQuery, credentialsQuery } from './queries.ts'
import { credentialWords, toneOfStatus } from './words.ts'

function useOfCases(caseIds: readonly string[]) {
  const { data } = useQuery(credentialsQuery)
  return data?.filter((row) => row.caseId !== undefined && caseIds.includes(row.caseId)) ?? []
}

/** The licence or certificate that a case ended in, as a picture with its file. */
export function CaseLicence({ caseId }: { caseId: string }) {
  const t = useWords(credentialWords)
  const row = useOfCases([caseId]).find(({ type }) => type.kind !== 'letter')
  const { data } = useQuery({ ...credentialQuery(row?.id ?? ''), enabled: row !== undefined })
  if (!row || !data) return null
  return (
    <div className="section stack">
      <NotInForce shown={data} />
      <Face shown={data} />
      <Acts>
        <Link className="btn" to="/wallet" search={{ open: row.id }}>
          {t.open}
        </Link>
        <a href={address(`/credentials/${row.id}/pdf`)} download>
          {t.pdf}
        </a>
        <Link to="/verify/$code" params={{ code: row.verifyCode }}>
          {t.verify}
        </Link>
      </Acts>
    </div>
  )
}

/** The sealed papers of a case and of its parts, as rows of its list of documents. */
export function CredentialDocs({ view: { id, parts = [] } }: { view: Pick<CaseView, 'id' | 'parts'> }) {
  const t = useWords(credentialWords)
  const pick = usePick()
  const format = useFormat()
  return useOfCases([id, ...parts.map(({ caseId }) => caseId)]).map((row) => {
    const name = pick(row.type.name, row.type.nameEn)
    return (
      <li key={row.id} className="doc">
        <FileCheck2 className="icon" aria-hidden />
        <div>
          <h3>{name}</h3>
          <p className="soft">{t.sealed(format.day(row.issued))}</p>
          {row.status === 'valid' ? null : (
            <StateMark tone={toneOfStatus(row.status)}>{t.status[row.status] ?? row.status}</StateMark>
          )}
        </div>
        <p className="doc__meta">
          <a href={address(`/credentials/${row.id}/pdf`)} download>
            {t.download}
            <span className="unseen">{name}</span>
          </a>
        </p>
      </li>
    )
  })
}
