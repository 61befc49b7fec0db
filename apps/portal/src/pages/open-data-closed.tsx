import { useInfiniteQuery } from '@tanstack/react-query'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { PagesOf } from '../features/open-data/pages-of.tsx'
import { closedQuery } from '../features/open-data/queries.ts'
import { openDataWords } from '../features/open-data/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

/** 开放负面清单. */
export function ClosedDataPage() {
  const t = useWords(openDataWords)
  const format = useFormat()
  const query = useInfiniteQuery(closedQuery)
  return (
    <>
      <Crumbs way={[{ to: '/open-data', name: t.title }]} here={t.closed} />
      <div className="reading">
        <PageTitle>{t.closed}</PageTitle>
        <p>{t.closedIntro}</p>
        <PagesOf
          of={query}
          none={t.noClosed}
          row={(line) => (
            <li key={line.id} className="stack-8">
              <h2>{line.name}</h2>
              <p className="soft">
                {line.department} · {format.day(line.since)}
              </p>
              <Facts
                rows={[
                  [t.reason, line.reason],
                  [t.basis, `《${line.law}》${line.article}`],
                ]}
              />
            </li>
          )}
        />
      </div>
    </>
  )
}
