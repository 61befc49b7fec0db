import type { ChangeOverPlan, FlowPlace, PlannedCase } from '@zhengtong/platform/support/cases/versions/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { words } from './words.ts'

type Mapping = Record<string, string>

/** The places that running cases are at, and where each is to go. */
export function MappingTable(props: {
  plan: ChangeOverPlan
  places: FlowPlace[]
  nodes: Mapping
  onChange: (nodes: Mapping) => void
}) {
  const { plan, places, nodes, onChange } = props
  const w = useWords(words)
  const pick = usePick()
  const olds = new Map(
    plan.cases.flatMap(({ moves, hindrances }) => [
      ...moves.map(({ from, fromName }) => [from, fromName] as const),
      ...hindrances.map(({ node, name }) => [node, name] as const),
    ]),
  )
  const put = (old: string, next: string | undefined) => {
    const { [old]: _before, ...rest } = nodes
    onChange(next ? { ...rest, [old]: next } : rest)
  }
  return (
    <table className="list">
      <caption className="unseen">{w.mapping}</caption>
      <thead>
        <tr>
          <th scope="col">{w.oldPlace}</th>
          <th scope="col">{w.newPlace}</th>
        </tr>
      </thead>
      <tbody>
        {[...olds].map(([old, name]) => (
          <tr key={old}>
            <th scope="row">{name || old}</th>
            <td>
              <Select
                aria-label={`${w.newPlace} ${name || old}`}
                style={{ width: '100%' }}
                allowClear
                placeholder={w.choose}
                value={nodes[old] ?? (places.some(({ node }) => node === old) ? old : undefined)}
                options={places.map((place) => ({ value: place.node, label: pick(place.name, place.nameEn) }))}
                onChange={(next) => put(old, next)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each running case: where its places go, or why it stays. */
export function CaseTable({ cases }: { cases: PlannedCase[] }) {
  const w = useWords(words)
  return (
    <table className="list list--cards">
      <caption className="unseen">{w.cases}</caption>
      <thead>
        <tr>
          <th scope="col">{w.no}</th>
          <th scope="col">{w.where}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map(({ caseId, no, moves, hindrances }) => (
          <tr key={caseId}>
            <th scope="row">{no}</th>
            <td className="wide">
              {[
                ...hindrances.map(({ name, why }) => w.stays(name, w.why[why])),
                ...moves.map(({ fromName, toName }) => w.goes(fromName, toName)),
              ].join('；')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
