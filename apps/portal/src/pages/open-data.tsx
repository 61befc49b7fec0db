import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { DatasetRow } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Columns, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import '../features/items/search-box.css'
import { LetterForm } from '../features/open-data/letter-form.tsx'
import { PagesOf } from '../features/open-data/pages-of.tsx'
import { type DatasetSearch, datasetsQuery, facetsQuery } from '../features/open-data/queries.ts'
import { openDataWords } from '../features/open-data/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/open-data')

/** 开放门户: datasets by words and facets. */
export function OpenDataPage() {
  const t = useWords(openDataWords)
  const search = route.useSearch()
  const query = useInfiniteQuery(datasetsQuery(search))
  return (
    <>
      <Crumbs here={t.title} />
      <PageTitle>{t.title}</PageTitle>
      <Columns aside={<Aside search={search} />}>
        <div className="stack">
          <p>{t.intro}</p>
          <Find key={search.q ?? ''} initial={search.q ?? ''} />
          <PagesOf
            of={query}
            row={(dataset) => <Row key={dataset.id} dataset={dataset} />}
            none={
              <>
                <h2>{t.none}</h2>
                <p>{t.noneText}</p>
                <Link to="/open-data">{t.all}</Link>
              </>
            }
          />
        </div>
        <LetterForm kind="request" />
      </Columns>
    </>
  )
}

function Find({ initial }: { initial: string }) {
  const t = useWords(openDataWords)
  const navigate = route.useNavigate()
  const [text, setText] = useState(initial)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is younger than the screen readers in use
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault()
        const q = text.trim()
        void navigate({ search: ({ q: _, ...rest }) => ({ ...rest, ...(q ? { q } : {}) }) })
      }}
    >
      <input
        type="search"
        aria-label={t.searchLabel}
        placeholder={t.searchHelp}
        maxLength={100}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit">{t.search}</Button>
    </form>
  )
}

function Row({ dataset }: { dataset: DatasetRow }) {
  const t = useWords(openDataWords)
  const pick = usePick()
  const format = useFormat()
  const { about } = dataset
  return (
    <li className="stack-8">
      <h2>
        <Link to="/open-data/$id" params={{ id: dataset.id }}>
          {pick(about.name, about.nameEn)}
        </Link>
      </h2>
      <p>{about.abstract}</p>
      <p className="soft">
        {[
          about.department,
          t.accesses[dataset.access],
          t.rows(format.number(dataset.rows)),
          t.updated(format.day(dataset.updatedAt)),
          t.taken(format.number(dataset.taken)),
        ].join(' · ')}
      </p>
    </li>
  )
}

function Aside({ search }: { search: DatasetSearch }) {
  const t = useWords(openDataWords)
  const { data } = useQuery(facetsQuery(search))
  const places = data?.spatial.find(({ value }) => value === 'true')
  const { department: _d, ...noDepartment } = search
  const { access: _a, ...noAccess } = search
  const { spatial: _s, ...noSpatial } = search
  return (
    <>
      <SideBlock title={t.access}>
        <ul>
          {search.access ? <Facet name={t.any} search={noAccess} /> : null}
          {data?.access.map(({ value, count }) => (
            <Facet
              key={value}
              name={t.accesses[value as 'open']}
              count={count}
              search={{ ...search, access: value as 'open' }}
              here={search.access === value}
            />
          ))}
          {places || search.spatial ? (
            <Facet
              name={t.spatial}
              {...(places ? { count: places.count } : {})}
              search={search.spatial ? noSpatial : { ...search, spatial: true }}
              here={search.spatial === true}
            />
          ) : null}
        </ul>
      </SideBlock>
      <SideBlock title={t.department}>
        <ul>
          {search.department ? <Facet name={t.any} search={noDepartment} /> : null}
          {data?.department.map(({ value, count }) => (
            <Facet
              key={value}
              name={value}
              count={count}
              search={{ ...search, department: value }}
              here={search.department === value}
            />
          ))}
        </ul>
      </SideBlock>
      <SideBlock title={t.help}>
        <p>{t.helpText}</p>
        <p>
          <Link to="/open-data/closed">{t.closed}</Link>
        </p>
        <p>
          <Link to="/me/open-data">{t.mine}</Link>
        </p>
      </SideBlock>
    </>
  )
}

function Facet(props: { name: string; count?: number; search: DatasetSearch; here?: boolean }) {
  const format = useFormat()
  return (
    <li>
      <Link to="/open-data" search={props.search} resetScroll={false} aria-current={props.here ? 'true' : undefined}>
        {props.name}
      </Link>{' '}
      {props.count === undefined ? null : <span className="soft">{format.number(props.count)}</span>}
    </li>
  )
}
