import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { address } from '@zhengtong/ui/api/request.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Changes } from './changes.tsx'
import { Face } from './face.tsx'
import { InHand } from './in-hand.tsx'
import { NotInForce } from './not-in-force.tsx'
import { credentialQuery } from './queries.ts'
import { Renewal } from './renewal.tsx'
import { credentialWords } from './words.ts'

/** One credential opened: its face, its status with the reason when it is not in force, its files. */
export function OpenedCredential({ id }: { id: string }) {
  const t = useWords(credentialWords)
  const query = useQuery(credentialQuery(id))
  if (query.isPending) return <Skeleton />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const { credential } = query.data
  const { status, record, caseId } = credential
  return (
    <>
      <NotInForce shown={query.data} />
      <Face shown={query.data} />
      <Acts>
        <a className="btn" href={address(`/credentials/${id}/pdf`)} download>
          {t.pdf}
        </a>
        <a href={address(`/credentials/${id}/ofd`)} download>
          {t.ofd}
        </a>
        <Link to="/verify/$code" params={{ code: record.verifyCode }}>
          {t.verify}
        </Link>
        <a href={address(`/credentials/${id}/bundle`)} download={`${record.number}.json`}>
          {t.bundle}
        </a>
        {status === 'valid' ? (
          <Link to="/sign/$id" params={{ id }}>
            {t.sign}
          </Link>
        ) : null}
        {caseId ? (
          <Link to="/cases/$id" params={{ id: caseId }}>
            {t.matter}
          </Link>
        ) : null}
      </Acts>
      {status === 'valid' && record.validTo ? <Renewal id={id} /> : null}
      {status === 'valid' && record.type.kind === 'licence' ? <Changes id={id} /> : null}
      {status === 'valid' && record.type.kind !== 'letter' ? <InHand id={id} /> : null}
    </>
  )
}
