import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { FieldTable } from '../features/registers/field-table.tsx'
import { words } from '../features/registers/words.ts'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

export function RegisterPage() {
  const w = useWords(words)
  const pick = usePick()
  const { key } = useParams({ from: '/work/registers/$key' })
  const register = useQuery({
    queryKey: ['registers', key],
    queryFn: ({ signal }) => request<Register>(`/registers/${key}`, { signal }),
  })
  useTitle(register.data && pick(register.data.name, register.data.nameEn))
  return (
    <Content whole of={register}>
      {(data) => (
        <>
          <div className="page-head page-head--line">
            <div className="grow">
              <ul className="crumb">
                <li>
                  <Link to="/registers">{w.title}</Link>
                </li>
                <li>{data.owner}</li>
                <li>{w.cycleWord[data.cycle]}</li>
                <li>{w.version(data.version)}</li>
              </ul>
              <h1>{pick(data.name, data.nameEn)}</h1>
              <p className="soft">{w.readNote}</p>
            </div>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table without links must be scrolled by keyboard */}
          <section className="list-box" tabIndex={0} aria-label={pick(data.name, data.nameEn)}>
            <FieldTable register={data} />
          </section>
        </>
      )}
    </Content>
  )
}
