import { randomBytes } from 'node:crypto'

/** A nonce of SM2 and the x of its point. */
export type Nonce = { k: bigint; x: bigint }
type Point = { x: bigint; y: bigint }

/** The curve of GB/T 32918.5-2017: its field, its order, its base point. */
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const G: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}

/** A nonce is cut into digits of so many hex figures; each digit of each place has its point ready. */
const figures = 3
const digits = 16 ** figures
const places = Math.ceil(64 / figures)
const lot = 256

/**
 * Draws SM2 nonces in lots: each an independent random number, as GB/T 32918.2 wants it; only the points are computed
 * together, so that a whole lot shares one inversion. Several times faster than one by one in OpenSSL, and not constant in
 * time: for cities that are thrown away, never for a key that matters.
 */
export function createNonces(): () => Nonce {
  const ready: Nonce[] = []
  return () => {
    if (ready.length === 0) ready.push(...drawLot())
    return ready.pop()!
  }
}

function drawLot(): Nonce[] {
  const table = pointsOfBase()
  const texts: string[] = []
  while (texts.length < lot) {
    const text = randomBytes(32).toString('hex')
    const k = BigInt(`0x${text}`)
    if (k > 0n && k < N) texts.push(text.padStart(places * figures, '0'))
  }
  const sums: (Point | undefined)[] = new Array(lot).fill(undefined)
  for (let place = 0; place < places; place++) {
    const addends = texts.map((text) => {
      const end = text.length - place * figures
      const digit = Number.parseInt(text.slice(end - figures, end), 16)
      return digit === 0 ? undefined : table[place]![digit]
    })
    addAll(sums, addends)
  }
  return texts.map((text, i) => ({ k: BigInt(`0x${text}`), x: sums[i]!.x }))
}

let base: Point[][] | undefined

/** d · 16^(3·place) · G for every digit d of every place; made once a process. */
function pointsOfBase(): Point[][] {
  if (base) return base
  base = []
  let step: Point = G
  for (let place = 0; place < places; place++) {
    // 1·S; then 2·S; then 3·S and 4·S from 2·S + {1, 2}·S, and so on: each round doubles what is there.
    const row: Point[] = [{ x: 0n, y: 0n }, step]
    while (row.length < digits) {
      const top = row.at(-1)!
      // The last of them would be added to itself, so it is doubled below.
      const sums: (Point | undefined)[] = row.slice(1, Math.min(row.length - 1, 1 + digits - row.length))
      addAll(
        sums,
        sums.map(() => top),
      )
      row.push(...(sums as Point[]))
      if (row.length < digits) row.push(doubled(top))
    }
    base.push(row)
    step = plus(row[digits - 1]!, step)
  }
  return base
}

/** Adds to each sum its addend, where there is one, with one inversion for all. */
function addAll(sums: (Point | undefined)[], addends: (Point | undefined)[]): void {
  const places: number[] = []
  const products: bigint[] = []
  let product = 1n
  for (const [i, addend] of addends.entries()) {
    if (!addend) continue
    const sum = sums[i]
    if (!sum) {
      sums[i] = addend
      continue
    }
    products.push(product)
    places.push(i)
    product = (product * (addend.x - sum.x)) % P
  }
  if (places.length === 0) return
  let inverse = inverted(product)
  for (let at = places.length - 1; at >= 0; at--) {
    const i = places[at]!
    const [p, q] = [sums[i]!, addends[i]!]
    const dx = q.x - p.x
    const slope = ((q.y - p.y) * ((inverse * products[at]!) % P)) % P
    inverse = (inverse * dx) % P
    const x = positive((slope * slope - p.x - q.x) % P)
    sums[i] = { x, y: positive((slope * (p.x - x) - p.y) % P) }
  }
}

function plus(p: Point, q: Point): Point {
  const sums: (Point | undefined)[] = [p]
  addAll(sums, [q])
  return sums[0]!
}

/** 2·p; the curve's a is −3. */
function doubled({ x, y }: Point): Point {
  const slope = (3n * (x * x - 1n) * inverted(2n * y)) % P
  const sum = positive((slope * slope - 2n * x) % P)
  return { x: sum, y: positive((slope * (x - sum) - y) % P) }
}

const positive = (value: bigint): bigint => (value < 0n ? value + P : value)

/** By Euclid; fails for 0, which only the sum of a point with itself or its opposite comes to: 1 in 2^256. */
function inverted(value: bigint): bigint {
  let [remainder, next, factor, nextFactor] = [P, positive(value % P), 0n, 1n]
  while (next > 0n) {
    const quotient = remainder / next
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  if (remainder !== 1n) throw new Error('Two equal points were added')
  return positive(factor % P)
}
