import type { StockImport, StockLine } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleEqual, CircleX, Wrench } from 'lucide-react'
import { Icon } from '../../parts/icon.tsx'
import { words } from './words.ts'

const looks = {
  issued: { picture: CircleCheck, tone: 'light--green' },
  repaired: { picture: Wrench, tone: 'light--yellow' },
  unchanged: { picture: CircleEqual, tone: '' },
  refused: { picture: CircleX, tone: 'light--red' },
} as const

/** Line by line: what came of it, what was mended, why it was refused. */
export function LineTable({ lines, targets }: { lines: StockLine[]; targets: StockImport['targets'] }) {
  const w = useWords(words)
  const pick = usePick()
  const nameOf = (to: string) => {
    const target = targets.find((each) => each.to === to)
    return target ? pick(target.title, target.titleEn) : to
  }
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.lines}</caption>
      <thead>
        <tr>
          <th scope="col">{w.line}</th>
          <th scope="col">{w.number}</th>
          <th scope="col">{w.holder}</th>
          <th scope="col">{w.result}</th>
          <th scope="col">{w.detail}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.line}>
            <td className="soft">{line.line}</td>
            <th scope="row">{line.number ?? '—'}</th>
            <td>{line.holder ?? '—'}</td>
            <td className="nowrap">
              <span className={`light ${looks[line.state].tone}`}>
                <Icon of={looks[line.state].picture} />
                {w[line.state]}
              </span>
            </td>
            <td className="wide">
              {line.reason && (
                <p>
                  {w.reason[line.reason]} <span className="soft">{line.detail}</span>
                </p>
              )}
              {line.repairs.map(({ repair, to }) => (
                <p key={repair + to}>
                  {nameOf(to)}：{w.repair[repair]}
                </p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
