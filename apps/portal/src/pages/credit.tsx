import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Columns, Facts, Section, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { entitiesQuery, figuresQuery, listingsQuery, publicityQuery } from '../features/credit/queries.ts'
import { ListingRow, PublicityRow } from '../features/credit/rows.tsx'
import { creditWords } from '../features/credit/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/credit')

/** 信用门户: query, double publicity, lists, cases, for everybody. */
export function CreditPage() {
  const t = useWords(creditWords)
  const { q, show = 'penalty' } = route.useSearch()
  const shows = [
    { name: t.penalty, to: 'penalty' },
    { name: t.permit, to: 'permit' },
    { name: t.black, to: 'black' },
    { name: t.red, to: 'red' },
  ] as const
  return (
    <>
      <Crumbs here={t.title} />
      <PageTitle>{t.title}</PageTitle>
      <Columns aside={<Aside />}>
        <p>{t.intro}</p>
        <Query initial={q ?? ''} />
        {q ? <Found q={q} /> : null}
        <Section title={t.publicity}>
          <p className="soft">{t.publicityHelp}</p>
          <ul className="row row--wrap links">
            {shows.map((each) => (
              <li key={each.to}>
                <Link
                  to="/credit"
                  search={{ ...(q ? { q } : {}), show: each.to }}
                  resetScroll={false}
                  aria-current={show === each.to ? 'page' : undefined}
                >
                  {each.name}
                </Link>
              </li>
            ))}
          </ul>
          {show === 'red' || show === 'black' ? <Listed colour={show} /> : <Published kind={show} q={q} />}
        </Section>
      </Columns>
    </>
  )
}

function Query({ initial }: { initial: string }) {
  const t = useWords(creditWords)
  const navigate = route.useNavigate()
  const [text, setText] = useState(initial)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is younger than the screen readers in use
    <form
      role="search"
      className="section stack-8"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim().length > 1) void navigate({ search: (before) => ({ ...before, q: text.trim() }) })
      }}
    >
      <FieldFrame id="credit-q" frame="label" label={t.searchLabel} help={t.searchHelp}>
        <input
          id="credit-q"
          className="input"
          maxLength={60}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </FieldFrame>
      <Acts>
        <Button type="submit">{t.search}</Button>
      </Acts>
    </form>
  )
}

function Found({ q }: { q: string }) {
  const t = useWords(creditWords)
  const query = useQuery(entitiesQuery(q))
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) return <Said>{t.none}</Said>
  return (
    <ul className="rows">
      {query.data.map((entity) => (
        <li key={entity.id}>
          <Link to="/credit/$code" params={{ code: entity.number }}>
            {entity.name}
          </Link>{' '}
          <span className="soft">{entity.number}</span>
        </li>
      ))}
    </ul>
  )
}

function Published({ kind, q }: { kind: 'permit' | 'penalty'; q: string | undefined }) {
  const t = useWords(creditWords)
  const query = useInfiniteQuery(publicityQuery(kind, q))
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Said>{q ? t.noneFor(q) : t.noPublicity}</Said>
  return (
    <>
      <ul className="rows">
        {rows.map((row) => (
          <PublicityRow key={row.id} row={row} named />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}

function Listed({ colour }: { colour: 'red' | 'black' }) {
  const t = useWords(creditWords)
  const query = useInfiniteQuery(listingsQuery(colour))
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Said>{t.noLists}</Said>
  return (
    <>
      <ul className="rows">
        {rows.map((row) => (
          <ListingRow key={row.id} listing={row} named />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </>
  )
}

function Aside() {
  const t = useWords(creditWords)
  const pick = usePick()
  const format = useFormat()
  const { data } = useQuery(figuresQuery)
  return (
    <>
      <SideBlock title={t.mine}>
        <p>{t.mineHelp}</p>
        <p>
          <Link to="/me/credit">{t.mine}</Link>
        </p>
        <p>
          <Link to="/items" search={{ q: '信用信息异议申诉' }}>
            {t.objectionGuide}
          </Link>
        </p>
        <p>
          <Link to="/items" search={{ q: '信用修复' }}>
            {t.repairGuide}
          </Link>
        </p>
      </SideBlock>
      {data ? (
        <>
          <SideBlock title={t.figures}>
            <Facts
              rows={[
                ...data.publicity.map(({ kind, count }) => [t[kind], t.count(count)] as const),
                ...data.lists.map(({ name, nameEn, count }) => [pick(name, nameEn), t.count(count)] as const),
              ]}
            />
          </SideBlock>
          <SideBlock title={t.stories}>
            {data.stories.map((story) => (
              <details key={story.key}>
                <summary>{pick(story.name, story.nameEn)}</summary>
                <p>{pick(story.text, story.textEn)}</p>
                <p className="soft">{format.day(story.on)}</p>
              </details>
            ))}
          </SideBlock>
        </>
      ) : null}
    </>
  )
}
