import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { publicFileQuery } from '../features/credit/queries.ts'
import { FactRow, ListingRow, PublicityRow } from '../features/credit/rows.tsx'
import { creditWords } from '../features/credit/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const route = getRouteApi('/credit/$code')

/** What everybody may read of a firm or body. */
export function CreditFilePage() {
  const t = useWords(creditWords)
  const { code } = route.useParams()
  const query = useQuery(publicFileQuery(code))
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError)
    return (
      <PageTrouble error={query.error} onRetry={() => void query.refetch()}>
        <p>
          <Link to="/credit">{t.back}</Link>
        </p>
      </PageTrouble>
    )
  const { entity, facts, lists, publicity } = query.data
  return (
    <>
      <Crumbs here={entity.name} />
      <div className="reading stack">
        <PageTitle>{entity.name}</PageTitle>
        <Facts rows={[[t.code, entity.number]]} />
        <p>
          <Link to="/credit">{t.back}</Link>
        </p>
        {lists.length > 0 ? (
          <Section title={t.lists}>
            <ul className="rows">
              {lists.map((listing) => (
                <ListingRow key={listing.id} listing={listing} />
              ))}
            </ul>
          </Section>
        ) : null}
        <Section title={t.facts}>
          {facts.length === 0 ? (
            <Said>{t.noFacts}</Said>
          ) : (
            <ul className="rows">
              {facts.map((fact) => (
                <FactRow key={fact.id} fact={fact} />
              ))}
            </ul>
          )}
        </Section>
        {publicity.length > 0 ? (
          <Section title={t.publicity}>
            <ul className="rows">
              {publicity.map((row) => (
                <PublicityRow key={row.id} row={row} />
              ))}
            </ul>
          </Section>
        ) : null}
      </div>
    </>
  )
}
