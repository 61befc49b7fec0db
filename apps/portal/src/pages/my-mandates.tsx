import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MandateView } from '@zhengtong/platform/support/identity/mandates/contract.ts'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { MandateRow } from '../features/mandates/mandate-row.tsx'
import { mandatesQuery } from '../features/mandates/queries.ts'
import { mandateWords } from '../features/mandates/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** Who acts for me and for whom I act; what waits for my word stands first. */
export function MyMandatesPage() {
  const t = useWords(mandateWords)
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <ul className="rows">
          {(['give', 'ask', 'child'] as const).map((how) => (
            <li key={how}>
              <Link to="/me/mandates/new" search={{ how }}>
                {t[how]}
              </Link>
            </li>
          ))}
        </ul>
        <Lists />
      </div>
    </SignedIn>
  )
}

function Lists() {
  const t = useWords(mandateWords)
  const { data, error, refetch } = useQuery(mandatesQuery)
  if (error) return <TroubleSaid error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton />
  const waiting = data.given.filter(({ may }) => may.includes('consent'))
  return (
    <>
      {waiting.length > 0 ? <List title={t.waiting} mandates={waiting} none="" /> : null}
      <List title={t.given} mandates={data.given.filter((each) => !waiting.includes(each))} none={t.noGiven} />
      <List title={t.received} mandates={data.received} none={t.noReceived} />
    </>
  )
}

function List({ title, mandates, none }: { title: string; mandates: MandateView[]; none: string }) {
  return (
    <Section title={title}>
      {mandates.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="rows">
        {mandates.map((mandate) => (
          <MandateRow key={mandate.id} mandate={mandate} />
        ))}
      </ul>
    </Section>
  )
}
