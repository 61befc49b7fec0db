import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CredentialLine } from '@zhengtong/platform/support/credentials/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { OpenedCredential } from '../features/credentials/opened.tsx'
import { PassList } from '../features/credentials/pass-list.tsx'
import { credentialsQuery } from '../features/credentials/queries.ts'
import { credentialWords } from '../features/credentials/words.ts'
import { factWords } from '../features/facts/words.ts'
import { grantWords } from '../features/grants/words.ts'
import { materialWords } from '../features/materials/words.ts'
import { CopyChoice, CopyMark } from '../features/offline/wallet-copies.tsx'
import { readLogQuery } from '../features/read-log/queries.ts'
import { ReadTable } from '../features/read-log/read-table.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import '../features/credentials/credential.css'

const route = getRouteApi('/wallet')
const SHOWN_READS = 4

/** My credentials as cards, one of them open, my letters, and who looked at my data. */
export function WalletPage() {
  const t = useWords(credentialWords)
  const m = useWords(materialWords)
  const g = useWords(grantWords)
  const f = useWords(factWords)
  return (
    <SignedIn>
      <PageTitle>{t.title}</PageTitle>
      <CopyMark />
      <Wallet />
      <p>
        <Link to="/certificates">{f.link}</Link>
      </p>
      <p>
        <Link to="/me/grants">{g.link}</Link>
      </p>
      <p>
        <Link to="/me/materials">{m.link}</Link>
      </p>
      <RecentReads />
    </SignedIn>
  )
}

function Wallet() {
  const t = useWords(credentialWords)
  const { open } = route.useSearch()
  const query = useQuery(credentialsQuery)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const cards = query.data.filter(({ type }) => type.kind !== 'letter')
  const letters = query.data.filter(({ type }) => type.kind === 'letter')
  const shown = cards.find(({ id }) => id === open)?.id ?? cards[0]?.id
  if (!shown)
    return (
      <>
        <Said>
          <h2>{t.none}</h2>
          <p>{t.noneText}</p>
          <Acts>
            <Link to="/items">{t.find}</Link>
          </Acts>
        </Said>
        <Letters rows={letters} />
      </>
    )
  return (
    <>
      <div className="wallet">
        <div className="wallet__open">
          <OpenedCredential key={shown} id={shown} />
        </div>
        <section aria-labelledby="all-passes">
          <h2 id="all-passes" className="unseen">
            {t.all}
          </h2>
          <PassList rows={cards} open={shown} />
        </section>
      </div>
      <Letters rows={letters} />
      <CopyChoice credentialIds={cards.map(({ id }) => id)} />
    </>
  )
}

function Letters({ rows }: { rows: CredentialLine[] }) {
  const t = useWords(credentialWords)
  const pick = usePick()
  const format = useFormat()
  if (rows.length === 0) return null
  return (
    <Section title={t.letters}>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id} className="letter-row">
            <div>
              <h3>{pick(row.type.name, row.type.nameEn)}</h3>
              <p className="soft">
                {row.issuer} · {row.number} · {format.day(row.issued)}
              </p>
            </div>
            <Link to="/sign/$id" params={{ id: row.id }}>
              {t.sign}
              <span className="unseen">
                {pick(row.type.name, row.type.nameEn)} {row.number}
              </span>
            </Link>
            <a href={address(`/credentials/${row.id}/pdf`)} download>
              {t.download}
              <span className="unseen">
                {pick(row.type.name, row.type.nameEn)} {row.number}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function RecentReads() {
  const t = useWords(credentialWords)
  const { data } = useInfiniteQuery(readLogQuery)
  const entries = data?.pages[0]?.items.slice(0, SHOWN_READS) ?? []
  if (entries.length === 0) return null
  return (
    <Section
      title={t.views}
      aside={
        <Link className="quiet-link" to="/me/data">
          {t.viewAll}
        </Link>
      }
    >
      <ReadTable entries={entries} />
    </Section>
  )
}
