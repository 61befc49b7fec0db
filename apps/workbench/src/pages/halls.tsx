import { useQuery } from '@tanstack/react-query'
import type { HallReach, PointComparison } from '@zhengtong/platform/nets/service/halls/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from '../features/hall/words.ts'
import { Content } from '../parts/content.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

/** Points beside the standard list of their tier, and who lives too far from any. */
export function HallsPage() {
  const w = useWords(words)
  const compared = useQuery({
    queryKey: ['service-point-comparisons'],
    queryFn: ({ signal }) => request<{ items: PointComparison[] }>('/service-point-comparisons', { signal }),
  })
  const reach = useQuery({
    queryKey: ['service-point-reach'],
    queryFn: ({ signal }) => request<HallReach>('/service-point-reach', { signal }),
  })
  useTitle(w.comparison)
  return (
    <>
      <div className="page-head">
        <h1>{w.comparison}</h1>
      </div>
      <p className="pad soft">{w.comparisonHelp}</p>
      <h2 className="pad" id="standard">
        {w.standardTitle}
      </h2>
      <Content of={compared}>{({ items }) => <Compared items={items} />}</Content>
      <Content of={reach}>{(data) => <Reach reach={data} />}</Content>
    </>
  )
}

function Compared({ items }: { items: PointComparison[] }) {
  const w = useWords(words)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <section className="wide-table" tabIndex={0} aria-labelledby="standard">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{w.point}</th>
            <th scope="col">{w.tier}</th>
            <th scope="col" className="num">
              {w.windows}
            </th>
            <th scope="col" className="num">
              {w.handled}
            </th>
            <th scope="col">{w.missing}</th>
            <th scope="col">{w.besides}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td className="nowrap">{w.tiers[row.tier]}</td>
              <td className="num">{row.windows}</td>
              <td className="num nowrap">
                {row.handled} / {row.standard}
              </td>
              <td>{row.missing.join('、') || w.unknown}</td>
              <td>{row.besides.join('、') || w.unknown}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Reach({ reach }: { reach: HallReach }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      <div className="pad flow">
        <h2 id="reach">{w.reachTitle(reach.minutes)}</h2>
        <p>{w.within(reach.within, reach.population)}</p>
        <p className="soft">
          {w.source}：{reach.source}
        </p>
        <h3>{w.proposals}</h3>
        {reach.proposals.length > 0 ? (
          <ol>
            {reach.proposals.map(({ divisionCode, name, gains }) => (
              <li key={divisionCode}>
                {w.proposed(name)}，{w.gains(gains)}
              </li>
            ))}
          </ol>
        ) : (
          <p>{w.all}</p>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys */}
      <section className="wide-table" tabIndex={0} aria-labelledby="reach">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{w.area}</th>
              <th scope="col" className="num">
                {w.population}
              </th>
              <th scope="col">{w.nearest}</th>
              <th scope="col" className="num">
                {w.way}
              </th>
              <th scope="col">{w.reachTitle(reach.minutes)}</th>
            </tr>
          </thead>
          <tbody>
            {reach.areas.map((area) => (
              <tr key={area.divisionCode}>
                <th scope="row">{area.name}</th>
                <td className="num">{format.number(area.population)}</td>
                <td>{area.nearest}</td>
                <td className="num nowrap">{w.minutes(area.minutes)}</td>
                <td>
                  <StateWord tone={area.within ? 'green' : 'red'}>{area.within ? w.inside : w.outside}</StateWord>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
