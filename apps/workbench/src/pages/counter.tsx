import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { AssistedRow } from '@zhengtong/platform/nets/service/counter/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Users } from 'lucide-react'
import { BeginForm } from '../features/counter/begin-form.tsx'
import { words } from '../features/counter/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

/** 窗口帮办: begin for the person at the window, or go on with what was begun. */
export function CounterPage() {
  const w = useWords(words)
  const format = useFormat()
  // Who was called to the window comes with their name and what they came for; the card is read all the same.
  const search = useSearch({ from: '/work/counter' })
  const open = useQuery({
    queryKey: ['counter'],
    queryFn: ({ signal }) => request<{ items: AssistedRow[] }>('/counter-applications', { signal }),
  })
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.help}</p>
      <BeginForm {...search} />
      <section className="pad flow" aria-labelledby="open">
        <h2 id="open">{w.open}</h2>
        <Content of={open}>
          {({ items }) =>
            items.length > 0 ? (
              <ul className="papers">
                {items.map(({ id, person, itemName, begunAt }) => (
                  <li key={id}>
                    <Link className="grow" to="/counter/$id" params={{ id }}>
                      {person} · {itemName}
                    </Link>
                    <span className="soft nowrap">{format.instant(begunAt)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <Blank icon={Users} title={w.none}>
                <p>{w.noneHelp}</p>
              </Blank>
            )
          }
        </Content>
      </section>
    </>
  )
}
