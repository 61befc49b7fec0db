type Parts = Record<string, unknown> | unknown[]

const tokens = (pointer: string) => pointer.split('/').slice(1)

/** What stands at a pointer. */
export function readAt(root: unknown, pointer: string): unknown {
  return tokens(pointer).reduce<unknown>((at, token) => (at as Record<string, unknown> | undefined)?.[token], root)
}

/** The same document with another value at a pointer; without the place when there is no value. Groups left empty go with it, but for the top ones. */
export function writeAt<Root extends object>(root: Root, pointer: string, value: unknown): Root {
  return write(root as Parts, tokens(pointer), value, 0) as Root
}

function write(at: Parts | undefined, path: string[], value: unknown, depth: number): unknown {
  const [token, ...rest] = path
  if (token === undefined) return value
  if (Array.isArray(at))
    return at.map((one, index) => (String(index) === token ? write(one as Parts, rest, value, depth + 1) : one))
  const next = write(at?.[token] as Parts | undefined, rest, value, depth + 1)
  const { [token]: _, ...others } = at ?? {}
  const kept = next === undefined ? others : { ...others, [token]: next }
  // The document's own groups (codes, limits …) must stay; a source or basis inside a row goes when it is empty.
  return depth > 1 && Object.keys(kept).length === 0 ? undefined : kept
}
