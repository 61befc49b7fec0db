import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CapabilityPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { troubleOf } from '@zhengtong/ui/api/problem.ts'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Facts, Section, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Level } from '../features/developers/level.tsx'
import { OperationRow } from '../features/developers/operation.tsx'
import { capabilityQuery } from '../features/developers/queries.ts'
import { accessItem } from '../features/developers/ways.ts'
import { developerWords } from '../features/developers/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/developers/developers.css'

const route = getRouteApi('/developers/capabilities/$key')

/** One capability: what it is for, how well it is served, and a reference of its operations. */
export function CapabilityPageShown() {
  const t = useWords(developerWords)
  const { key } = route.useParams()
  const query = useQuery(capabilityQuery(key))
  if (query.isPending) return <Skeleton />
  if (query.isError)
    return (
      <PageTrouble
        error={query.error}
        onRetry={() => void query.refetch()}
        {...(troubleOf(query.error) === 'missing' ? { title: t.missing } : {})}
      >
        <p>
          <Link to="/developers">{t.back}</Link>
        </p>
      </PageTrouble>
    )
  return <Shown capability={query.data} />
}

function Shown({ capability }: { capability: CapabilityPage }) {
  const t = useWords(developerWords)
  const pick = usePick()
  const format = useFormat()
  const { key, name, nameEn, purpose, purposeEn, owner, deprecation, standards } = capability
  const groups = [
    { title: t.forPrograms, list: capability.list.filter(({ programs }) => programs) },
    { title: t.forPeople, list: capability.list.filter(({ programs }) => !programs) },
  ].filter(({ list }) => list.length > 0)
  return (
    <>
      <Crumbs way={[{ to: '/developers', name: t.title }]} here={pick(name, nameEn)} />
      <Columns aside={<Aside capability={capability} />}>
        <PageTitle>{pick(name, nameEn)}</PageTitle>
        <p className="lead">{pick(purpose, purposeEn)}</p>
        {deprecation ? (
          <Said tone="wait">
            <p>{t.goes(format.day(deprecation.sunset), deprecation.words)}</p>
          </Said>
        ) : null}
        <div className="section section--tight">
          <Facts
            rows={[
              [t.owner, owner.name],
              [t.contact, owner.contact],
              [t.version, capability.apiVersion],
              [t.use, t.dependents(capability.dependents)],
              [t.levels, <Level key="level" capability={capability} />],
            ]}
          />
        </div>
        {standards.length > 0 ? (
          <Section title={t.standards}>
            <ul className="rows">
              {standards.map((each) => (
                <li key={each.at}>
                  {each.name} <code>{each.at}</code>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {groups.map(({ title, list }) => (
          <Section key={title} title={title}>
            <ul className="rows">
              {list.map((operation) => (
                <OperationRow key={operation.id} capability={key} operation={operation} />
              ))}
            </ul>
          </Section>
        ))}
      </Columns>
    </>
  )
}

function Aside({ capability: { key, forPrograms } }: { capability: CapabilityPage }) {
  const t = useWords(developerWords)
  return (
    <>
      <SideBlock title={t.how}>
        {forPrograms ? (
          <ul className="links">
            <li>{t.howText}</li>
            <li>
              <Link to="/items" search={accessItem}>
                {t.apply}
              </Link>
            </li>
            <li>
              <Link to="/developers/signing">{t.signing}</Link>
            </li>
          </ul>
        ) : (
          <p>{t.howPeople}</p>
        )}
      </SideBlock>
      <SideBlock title="OpenAPI">
        <p>
          <a href={`/api/v1/capabilities/${key}/openapi`} download={`${key}.openapi.json`}>
            {t.slice}
          </a>
        </p>
        <p className="soft">{t.sliceHelp}</p>
      </SideBlock>
    </>
  )
}
