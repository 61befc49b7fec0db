import type { Standing } from '@zhengtong/platform/support/cases/standing/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { words } from './words.ts'

type Diagram = Standing['diagram']
type Shape = Diagram['nodes'][number]

/** The flow as it was drawn, with where the case is and was; the same in words for who does not see it. */
export function Drawing({ diagram }: { diagram: Diagram }) {
  const w = useWords(words)
  const pick = usePick()
  if (diagram.nodes.length === 0) return <p className="soft">{w.noDiagram}</p>
  // Containers first, so that what lies in them stands over them.
  const nodes = diagram.nodes.toSorted((one, other) => other.width * other.height - one.width * one.height)
  const steps = diagram.nodes.filter(({ name, node }) => name !== node)
  return (
    <>
      <p className="soft">{w.legend}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section className="drawing" tabIndex={0} aria-label={w.diagram}>
        <svg className="drawing-sheet" {...frameOf(diagram)} aria-hidden="true">
          <defs>
            <marker
              id="drawing-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {diagram.flows.map(({ points }) => (
            <polyline
              key={points.join()}
              points={points.map((each) => each.join()).join(' ')}
              markerEnd="url(#drawing-arrow)"
            />
          ))}
          {nodes.map((each) => (
            <Node key={each.node} of={each} label={pick(each.name, each.nameEn)} />
          ))}
        </svg>
      </section>
      <ol className="unseen">
        {steps.map((each) => (
          <li key={each.node}>
            {pick(each.name, each.nameEn)}：{w[each.mark]}
          </li>
        ))}
      </ol>
    </>
  )
}

function Node({ of, label }: { of: Shape; label: string }) {
  const { x, y, width, height, kind, mark, node, name } = of
  const [cx, cy] = [x + width / 2, y + height / 2]
  const inside = !/Event$|Gateway$/.test(kind)
  const text = name === node ? '' : label
  return (
    <g className={`drawn drawn--${mark}`}>
      {/Event$/.test(kind) ? (
        <circle cx={cx} cy={cy} r={width / 2} className={kind === 'endEvent' ? 'drawn-end' : ''} />
      ) : /Gateway$/.test(kind) ? (
        <polygon points={`${cx},${y} ${x + width},${cy} ${cx},${y + height} ${x},${cy}`} />
      ) : (
        <rect x={x} y={y} width={width} height={height} rx={6} />
      )}
      {mark === 'passed' && <path className="drawn-tick" d={`M${x + width - 12} ${y + 6}l3 3 6-6`} />}
      {linesOf(text, inside ? Math.max(4, Math.floor(width / 13)) : 6).map((line, index, all) => (
        <text
          key={line}
          x={cx}
          y={inside ? cy + 4 + (index - (all.length - 1) / 2) * 15 : y + height + 14 + index * 14}
          textAnchor="middle"
        >
          {line}
        </text>
      ))}
    </g>
  )
}

function frameOf({ nodes, flows }: Diagram) {
  const points = [
    ...nodes.flatMap(({ x, y, width, height }) => [
      [x, y],
      [x + width, y + height + 32],
    ]),
    ...flows.flatMap((flow) => flow.points),
  ]
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((each) => each[axis] ?? 0)) - 40)
  const [right, bottom] = [0, 1].map((axis) => Math.max(...points.map((each) => each[axis] ?? 0)) + 40)
  const [width, height] = [(right ?? 0) - (left ?? 0), (bottom ?? 0) - (top ?? 0)]
  return { viewBox: `${left} ${top} ${width} ${height}`, width, height }
}

/** Chinese breaks anywhere; a name keeps to three lines. */
function linesOf(text: string, most: number): string[] {
  const size = /^[ -~]*$/.test(text) ? most * 2 : most
  const lines = text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]?.slice(0, -1)}…`] : lines
}
