import { create, type Font } from 'fontkit'
import { Refusal } from '#kernel/errors.ts'
import type { SealPicture } from './contract.ts'

/** 国发〔1999〕25号: the seal of a city's department is round, 4.2 cm across, with a five-pointed star and its name around. */
const diameter = 42
const ring = 1.2
const starRadius = 6.4
/** Where the feet of the characters stand, and how high they are. */
const textRadius = 13.3
const textHeight = 5.4

/**
 * The picture of a round official seal as outlines in millimetres, origin at its centre, y downwards: nobody who shows
 * it needs a font. `footer` (for a demo 样章) stands under the star. Refuses a character that the font does not have.
 */
export function drawSeal(name: string, font: Uint8Array, footer?: string): SealPicture {
  const face = create(font)
  const paths: SealPicture['paths'] = [
    { d: circle(diameter / 2 - ring / 2), stroke: ring },
    { d: star(starRadius, footer ? -1.2 : 0) },
    ...alongArc(name, face),
    ...(footer ? straight(footer, face) : []),
  ]
  return { width: diameter, height: diameter, paths }
}

/** Around the upper part, read from left to right, each character standing on its radius. */
function alongArc(text: string, face: Font): SealPicture['paths'] {
  const characters = Array.from(text)
  const step = Math.min(26, 268 / characters.length)
  const room = (2 * Math.sin(((step / 2) * Math.PI) / 180) * textRadius * 1.1) / textHeight
  const squeeze = Math.min(0.92, room)
  return characters.map((character, i) => {
    const angle = ((i - (characters.length - 1) / 2) * step * Math.PI) / 180
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    return glyph(character, face, textHeight, squeeze, (x, y) => {
      const [across, out] = [x, textRadius + y]
      return [across * cos + out * sin, across * sin - out * cos]
    })
  })
}

function straight(text: string, face: Font): SealPicture['paths'] {
  const characters = Array.from(text)
  const [height, gap] = [4, 4.6]
  return characters.map((character, i) => {
    const middle = (i - (characters.length - 1) / 2) * gap
    return glyph(character, face, height, 1, (x, y) => [middle + x, 13.2 - y])
  })
}

/** One character's outline: drawn `height` mm high, centred across, its feet on the line, then moved by `place`. */
function glyph(
  character: string,
  face: Font,
  height: number,
  squeeze: number,
  place: (x: number, y: number) => [number, number],
): { d: string } {
  const codePoint = character.codePointAt(0) ?? 0
  if (!face.hasGlyphForCodePoint(codePoint))
    throw new Refusal('invalid', 'seals.no-glyph', `The seal font has no glyph for ${character}`, { character })
  const { path, advanceWidth } = face.glyphForCodePoint(codePoint)
  const scale = height / face.unitsPerEm
  const feet = -0.12 * face.unitsPerEm
  // `place` is a turn and a shift, so three points tell its whole matrix.
  const at = (x: number, y: number) => place((x - advanceWidth / 2) * scale * squeeze, (y - feet) * scale)
  const [origin, right, up] = [at(0, 0), at(1, 0), at(0, 1)]
  const moved = path.transform(
    right[0] - origin[0],
    right[1] - origin[1],
    up[0] - origin[0],
    up[1] - origin[1],
    origin[0],
    origin[1],
  )
  return { d: rounded(moved.toSVG()) }
}

function star(radius: number, top: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    // The inner corners of a pentagram lie at 0.382 of its radius.
    const reach = i % 2 === 0 ? radius : radius * 0.382
    const angle = (i * Math.PI) / 5
    return `${(reach * Math.sin(angle)).toFixed(3)} ${(top - reach * Math.cos(angle)).toFixed(3)}`
  })
  return `M${points.join('L')}Z`
}

function circle(radius: number): string {
  return `M${-radius} 0A${radius} ${radius} 0 1 1 ${radius} 0A${radius} ${radius} 0 1 1 ${-radius} 0Z`
}

/** A thousandth of a millimetre is finer than any printer. */
function rounded(path: string): string {
  return path.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 1000) / 1000))
}
