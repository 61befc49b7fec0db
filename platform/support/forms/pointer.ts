/** JSON pointers (RFC 6901) into schemas and answers. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function unescapePointer(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The value a pointer leads to; own properties only, undefined when it leads nowhere. */
export function valueAt(root: unknown, pointer: string): unknown {
  let found = root
  for (const token of tokensOf(pointer)) {
    const inside = typeof found === 'object' && found !== null && Object.hasOwn(found, token)
    found = inside ? Reflect.get(found as object, token) : undefined
  }
  return found
}

/** Puts a value where a pointer says, making objects on the way; undefined takes away what is there. */
export function putAt(root: Record<string, unknown>, pointer: string, value: unknown): void {
  const tokens = tokensOf(pointer)
  const last = tokens.pop()
  if (last === undefined) return
  let holder = root
  for (const token of tokens) {
    const inner = Object.hasOwn(holder, token) ? holder[token] : undefined
    const next = isRecord(inner) ? inner : {}
    if (next !== inner) {
      if (value === undefined) return
      holder[token] = next
    }
    holder = next
  }
  if (value === undefined) delete holder[last]
  else holder[last] = value
}

export function tokensOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapePointer)
}

/** Where the schema of a field stands in its document, by the pointer of the field. */
export function schemaPointer(pointer: string): string {
  return tokensOf(pointer).reduce(
    (path, token) => `${path}${token === '*' ? '/items' : `/properties/${token}`}`,
    '/schema',
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
