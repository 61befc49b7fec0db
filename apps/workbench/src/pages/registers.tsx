import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Database } from 'lucide-react'
import type { Static } from 'typebox'
import { Grade } from '../features/registers/grade.tsx'
import { words } from '../features/registers/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

export function RegistersPage() {
  const w = useWords(words)
  const pick = usePick()
  useTitle(w.title)
  const registers = useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => request<{ items: Static<typeof RegisterSummary>[] }>('/registers', { signal }),
  })
  return (
    <>
      <div className="page-head page-head--line">
        <h1>{w.title}</h1>
        <span className="soft">{w.help}</span>
      </div>
      <div className="list-box">
        <Content of={registers}>
          {({ items }) =>
            items.length === 0 ? (
              <Blank icon={Database} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            ) : (
              <table className="list list--cards">
                <caption className="unseen">{w.title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{w.name}</th>
                    <th scope="col">{w.label}</th>
                    <th scope="col">{w.owner}</th>
                    <th scope="col">{w.cycle}</th>
                    <th scope="col">{w.grade}</th>
                    <th scope="col" className="num">
                      {w.fields}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((register) => (
                    <tr key={register.key}>
                      <th scope="row" className="wide">
                        <Link to="/registers/$key" params={{ key: register.key }}>
                          {pick(register.name, register.nameEn)}
                        </Link>
                      </th>
                      <td>{register.sourceLabel}</td>
                      <td>{register.owner}</td>
                      <td>{w.cycleWord[register.cycle] ?? register.cycle}</td>
                      <td>
                        <Grade of={register.grade} />
                      </td>
                      <td className="num spare">{register.fieldCount}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Content>
      </div>
    </>
  )
}
