import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { StockImport } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ListX } from 'lucide-react'
import { LineTable } from '../features/stock/line-table.tsx'
import { MappingForm } from '../features/stock/mapping-form.tsx'
import { Summary } from '../features/stock/summary.tsx'
import { useStockImport, useStockLines } from '../features/stock/use-stock.ts'
import { words } from '../features/stock/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { useTitle } from '../parts/title.ts'

const states = [undefined, 'refused', 'repaired', 'issued', 'unchanged'] as const

/** One file of stock licences: what its columns are, how far it is, and what came of each line. */
export function StockImportPage() {
  const w = useWords(words)
  const { importId } = useParams({ from: '/work/stock-licences/$importId' })
  const found = useStockImport(importId)
  useTitle(found.data?.fileName)
  return (
    <Content whole of={found}>
      {(data) => (
        <>
          <div className="page-head">
            <div>
              <ul className="crumb">
                <li>
                  <Link to="/stock-licences">{w.title}</Link>
                </li>
              </ul>
              <h1>{data.fileName}</h1>
            </div>
          </div>
          {data.state !== 'uploaded' && <Summary of={data} />}
          {['uploaded', 'checked', 'failed'].includes(data.state) && (
            <div className="pad">
              <MappingForm key={data.state} of={data} />
            </div>
          )}
          {data.state !== 'uploaded' && <Lines of={data} />}
        </>
      )}
    </Content>
  )
}

function Lines({ of }: { of: StockImport }) {
  const w = useWords(words)
  const format = useFormat()
  const { state } = useSearch({ from: '/work/stock-licences/$importId' })
  const navigate = useNavigate()
  const lines = useStockLines(of, state)
  const show = (next: string | undefined) =>
    void navigate({
      ...{ to: '/stock-licences/$importId', params: { importId: of.id } },
      ...{ search: { state: next }, replace: true },
    })
  return (
    <>
      <div className="tabs">
        {states.map((each) => (
          <button key={each ?? 'all'} type="button" aria-pressed={state === each} onClick={() => show(each)}>
            {each ? `${w[each]} ${format.number(of[each])}` : w.all}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="list-box" tabIndex={0} aria-label={w.lines}>
        <Content of={lines.list}>
          {(list) =>
            list.length > 0 ? (
              <LineTable lines={list} targets={of.targets} />
            ) : (
              <Blank icon={ListX} title={w.noLines}>
                <p>{w.noLinesHelp}</p>
              </Blank>
            )
          }
        </Content>
      </section>
      <More of={lines} />
    </>
  )
}
