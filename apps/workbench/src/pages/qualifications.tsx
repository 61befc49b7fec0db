import { useQuery } from '@tanstack/react-query'
import type { CheckType, CheckView } from '@zhengtong/platform/support/qualifications/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ListChecks, UserCheck } from 'lucide-react'
import { AskForm } from '../features/qualifications/ask-form.tsx'
import { CheckedTable } from '../features/qualifications/checked-table.tsx'
import { words } from '../features/qualifications/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

/** 资格核验: may this person or firm do it, asked at once; and what this office asked before. */
export function QualificationsPage() {
  const w = useWords(words)
  useTitle(w.title)
  const types = useQuery({
    queryKey: ['qualifications'],
    queryFn: async ({ signal }) => (await request<{ items: CheckType[] }>('/qualifications', { signal })).items,
  })
  const checked = usePaged<CheckView>('qualification-checks', '/qualification-checks', {})
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.intro}</p>
      <Content of={types}>
        {(list) =>
          list.length > 0 ? (
            <AskForm types={list} />
          ) : (
            <Blank icon={ListChecks} title={w.noTypes}>
              <p>{w.noTypesHelp}</p>
            </Blank>
          )
        }
      </Content>
      <h2 className="pad">{w.earlier}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.earlier}>
        <Content of={checked.list}>
          {(rows) => (rows.length > 0 ? <CheckedTable rows={rows} /> : <Blank icon={UserCheck} title={w.none} />)}
        </Content>
        {(checked.rows?.length ?? 0) > 0 && <More of={checked} />}
      </section>
    </>
  )
}
