type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Members = { [key: string]: Json }

/** An OpenAPI document, as far as this reads it. */
export type OpenApi = { info: Members; paths: Record<string, Record<string, Described>>; components?: Members }

/** One operation of it. `x-access` says who may call it, `x-programs` that programs may too. */
export type Described = {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  deprecated?: boolean
  'x-access'?: string
  'x-programs'?: boolean
  [more: string]: unknown
}

export type Operation = {
  id: string
  method: string
  path: string
  summary: string
  tags: string[]
  described: Described
}

export function operationsOf({ paths }: Pick<OpenApi, 'paths'>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { operationId: id = '', summary = '', tags = [] } = described
      return { id, method: method.toUpperCase(), path, summary, tags, described }
    }),
  )
}

/** The part of a document that holds these operations and the schemas they reach: a document of its own. */
export function sliceOf(document: OpenApi, title: string, isIn: (operation: Operation) => boolean): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const operation of operationsOf(document))
    if (isIn(operation))
      paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operation.described }
  const { schemas, ...components } = (document.components ?? {}) as { schemas?: Record<string, Json> } & Members
  const kept = reachable(paths as unknown as Json, schemas ?? {})
  return {
    ...document,
    info: { ...document.info, title },
    paths,
    components: { ...components, schemas: Object.fromEntries(kept.map((name) => [name, schemas?.[name] ?? {}])) },
  }
}

const reference = /^#\/components\/schemas\/(.+)$/

function reachable(from: Json, schemas: Record<string, Json>): string[] {
  const found = new Set<string>()
  const look = (value: Json): void => {
    if (value === null || typeof value !== 'object') return
    for (const [key, each] of Object.entries(value)) {
      const name = key === '$ref' && typeof each === 'string' ? reference.exec(each)?.[1] : undefined
      if (name === undefined) look(each)
      else if (!found.has(name)) {
        found.add(name)
        look(schemas[name] ?? null)
      }
    }
  }
  look(from)
  return [...found].sort()
}
