import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Capability } from '@zhengtong/platform/support/capabilities/contract.ts'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Level } from '../features/developers/level.tsx'
import { capabilitiesQuery, sandboxQuery } from '../features/developers/queries.ts'
import { accessItem } from '../features/developers/ways.ts'
import { developerWords } from '../features/developers/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import '../features/developers/developers.css'

const route = getRouteApi('/developers')
const kinds = ['all', 'programs', 'people'] as const

/** 一张清单: every shared capability with its owner and its level of service. */
export function DevelopersPage() {
  const t = useWords(developerWords)
  const { q = '', kind = 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const search = (next: string) =>
    void navigate({
      search: ({ q: _, ...before }) => ({ ...before, ...(next ? { q: next } : {}) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <Crumbs here={t.title} />
      <PageTitle>{t.title}</PageTitle>
      <Columns aside={<Aside />}>
        <p>{t.intro}</p>
        <FieldFrame id="capability-q" frame="label" label={t.search} help={t.searchHelp}>
          <input
            id="capability-q"
            type="search"
            className="input"
            maxLength={60}
            aria-describedby="capability-q-help"
            value={q}
            onChange={({ target }) => search(target.value)}
          />
        </FieldFrame>
        <nav aria-label={t.kindsLabel} className="section section--tight">
          <ul className="row row--wrap kinds">
            {kinds.map((each) => (
              <li key={each}>
                <Link
                  to="/developers"
                  search={{ ...(q ? { q } : {}), ...(each === 'all' ? {} : { kind: each }) }}
                  resetScroll={false}
                  activeProps={{}}
                  aria-current={kind === each ? 'page' : undefined}
                >
                  {t.kinds[each]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Listed q={q} kind={kind} />
      </Columns>
    </>
  )
}

function Listed({ q, kind }: { q: string; kind: (typeof kinds)[number] }) {
  const t = useWords(developerWords)
  const query = useQuery(capabilitiesQuery)
  if (query.isPending) return <Skeleton blocks={3} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const found = query.data.filter(
    (each) => (kind === 'all' || each.forPrograms === (kind === 'programs')) && matches(each, q),
  )
  return (
    <div className="section section--tight stack-8">
      <p role="status" className="soft">
        {t.count(found.length)}
      </p>
      {found.length === 0 ? (
        <Said>{t.none}</Said>
      ) : (
        <ul className="rows">
          {found.map((each) => (
            <Row key={each.key} capability={each} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Row({ capability }: { capability: Capability }) {
  const t = useWords(developerWords)
  const pick = usePick()
  const format = useFormat()
  const { key, name, nameEn, purpose, purposeEn, owner, deprecation } = capability
  return (
    <li className="stack-8">
      <h2>
        <Link to="/developers/capabilities/$key" params={{ key }}>
          {pick(name, nameEn)}
        </Link>
      </h2>
      <p>{pick(purpose, purposeEn)}</p>
      <Level capability={capability} />
      {deprecation ? <p>{t.goes(format.day(deprecation.sunset), deprecation.words)}</p> : null}
      <p className="soft">
        {[
          owner.name,
          t.operations(capability.operations),
          t.dependents(capability.dependents),
          capability.forPrograms ? t.openToPrograms : t.peopleOnly,
        ].join(' · ')}
      </p>
    </li>
  )
}

function Aside() {
  const t = useWords(developerWords)
  return (
    <SideBlock title={t.start}>
      <ol className="numbered">
        {t.startSteps.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <SandboxAddress />
      <ul className="links section--tight">
        <li>
          <Link to="/developers/programs">{t.programs}</Link>
        </li>
        <li>
          <Link to="/developers/signing">{t.signing}</Link>
        </li>
        <li>
          <Link to="/items" search={accessItem}>
            {t.apply}
          </Link>
        </li>
        <li>
          <a href="/docs">{t.whole}</a>
        </li>
      </ul>
    </SideBlock>
  )
}

/** Where to try things out; a city that has no sandbox of its own says nothing. */
function SandboxAddress() {
  const t = useWords(developerWords)
  const sandbox = useQuery(sandboxQuery).data
  if (!sandbox) return null
  return (
    <p className="section--tight">
      {sandbox.here ? t.sandboxHere : t.sandboxThere} <a href={`${sandbox.url}/developers`}>{sandbox.url}</a>
    </p>
  )
}

const matches = ({ key, name, nameEn, purpose, purposeEn }: Capability, q: string): boolean =>
  [key, name, nameEn, purpose, purposeEn].join(' ').toLowerCase().includes(q.trim().toLowerCase())
