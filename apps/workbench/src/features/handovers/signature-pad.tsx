import type { Strokes } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import type { PointerEvent } from 'react'
import { words } from './words.ts'

const [width, height] = [600, 200]
const longest = 2000

/** Where somebody signs with a pen, a finger or a mouse. Who cannot confirms by the code instead. */
export function SignaturePad({ strokes, onChange }: { strokes: Strokes; onChange: (strokes: Strokes) => void }) {
  const w = useWords(words)
  const at = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = currentTarget.getBoundingClientRect()
    const within = (part: number, most: number) => Math.round(Math.min(1, Math.max(0, part)) * most)
    return [within((clientX - box.left) / box.width, width), within((clientY - box.top) / box.height, height)]
  }
  return (
    <div className="flow">
      <svg
        className="signature"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={w.sign}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const point = at(event)
          onChange([...strokes, [...point, ...point]])
        }}
        onPointerMove={(event) => {
          const last = strokes.at(-1)
          if (event.buttons === 0 || !last || last.length + 2 > longest) return
          onChange([...strokes.slice(0, -1), [...last, ...at(event)]])
        }}
      >
        <Lines strokes={strokes} />
      </svg>
      <div className="line-row">
        <Button disabled={strokes.length === 0} onClick={() => onChange([])}>
          {w.clear}
        </Button>
      </div>
    </div>
  )
}

/** A signature as it was drawn. */
export function Signature({ strokes }: { strokes: Strokes }) {
  const w = useWords(words)
  return (
    <svg className="signature signature--done" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={w.signature}>
      <Lines strokes={strokes} />
    </svg>
  )
}

const Lines = ({ strokes }: { strokes: Strokes }) =>
  strokes.map((stroke, index) => (
    // A line has no name: lines are only added at the end or all taken away.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <polyline key={index} points={stroke.join(' ')} />
  ))
