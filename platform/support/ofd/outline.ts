import { say } from './document.ts'

/** Turns SVG path data (M L H V C Q A Z, either case) into the abbreviated data of OFD, moved by (dx, dy). */
export function fromSvg(path: string, dx = 0, dy = 0): string {
  const out: string[] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  const tokens = path.match(/[a-zA-Z]|-?\d*\.?\d+(?:e[-+]?\d+)?/g) ?? []
  let at = 0
  const number = () => Number(tokens[at++])
  let command = ''
  const point = (relative: boolean): [number, number] => {
    const [px, py] = [number(), number()]
    return relative ? [x + px, y + py] : [px, py]
  }
  const put = (name: string, ...points: [number, number][]) => {
    out.push(name, ...points.flatMap(([px, py]) => [say(px + dx), say(py + dy)]))
    const last = points.at(-1)
    if (last) [x, y] = last
  }
  while (at < tokens.length) {
    if (/[a-zA-Z]/.test(tokens[at] ?? '')) command = tokens[at++]!
    const relative = command === command.toLowerCase()
    const name = command.toUpperCase()
    if (name === 'M') {
      put('M', point(relative))
      ;[startX, startY] = [x, y]
      command = relative ? 'l' : 'L'
    } else if (name === 'L') put('L', point(relative))
    else if (name === 'H') put('L', [number() + (relative ? x : 0), y])
    else if (name === 'V') put('L', [x, number() + (relative ? y : 0)])
    else if (name === 'C') put('B', point(relative), point(relative), point(relative))
    else if (name === 'Q') put('Q', point(relative), point(relative))
    else if (name === 'A') {
      const [radius, , , large, sweep] = [number(), number(), number(), number(), number()]
      for (const curve of arcOf([x, y], point(relative), radius, large === 1, sweep === 1)) put('B', ...curve)
    } else if (name === 'Z') {
      out.push('C')
      ;[x, y] = [startX, startY]
    } else throw new RangeError(`no path command ${command}`)
  }
  return out.join(' ')
}

type Point = [number, number]

/**
 * An arc of a circle as curves of at most a quarter each, within 0.03 % of it: readers draw the arcs of half a circle
 * differently, and some not at all.
 */
function arcOf([x1, y1]: Point, [x2, y2]: Point, radius: number, large: boolean, sweep: boolean): Point[][] {
  const [halfX, halfY] = [(x2 - x1) / 2, (y2 - y1) / 2]
  const half = Math.hypot(halfX, halfY)
  const away = Math.sqrt(Math.max(0, radius * radius - half * half)) * (large === sweep ? -1 : 1)
  const [cx, cy] = [x1 + halfX - (halfY / half) * away, y1 + halfY + (halfX / half) * away]
  const from = Math.atan2(y1 - cy, x1 - cx)
  let turn = Math.atan2(y2 - cy, x2 - cx) - from
  if (sweep && turn <= 0) turn += 2 * Math.PI
  if (!sweep && turn >= 0) turn -= 2 * Math.PI
  const parts = Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9)
  const step = turn / parts
  const reach = (4 / 3) * Math.tan(step / 4) * radius
  return Array.from({ length: parts }, (_, i) => {
    const [a, b] = [from + i * step, from + (i + 1) * step]
    const at = (angle: number, along: number): Point => [
      cx + radius * Math.cos(angle) - along * Math.sin(angle),
      cy + radius * Math.sin(angle) + along * Math.cos(angle),
    ]
    return [at(a, reach), at(b, -reach), at(b, 0)]
  })
}
