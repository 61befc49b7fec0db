import { ApiProblem } from './problem.ts'

export type Query = Record<string, string | number | boolean | undefined>

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Query
  body?: unknown
  /** Sent as Idempotency-Key: the same key twice is one act. */
  key?: string
  signal?: AbortSignal
}

const ROOT = '/api/v1'

/**
 * Asks the API as the person signed in by cookie, and answers its JSON. Throws ApiProblem for every refusal, defect and
 * missing connection. `Answer` is the contract's type for the path: the server filters its answers by the same schema.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const text = await (await answerTo(path, options)).text()
  return (text ? JSON.parse(text) : undefined) as Answer
}

/** The same for a file that no link can ask for, since what is asked lies in the body. */
export async function requestFile(path: string, options: RequestOptions = {}): Promise<Blob> {
  return (await answerTo(path, options)).blob()
}

async function answerTo(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, signal } = options
  const file = body instanceof FormData || body instanceof Blob
  const response = await fetch(address(path, options.query), {
    method,
    headers: {
      ...headersFor(method, options.key),
      ...(body !== undefined && !file ? { 'content-type': 'application/json' } : {}),
    },
    ...(body !== undefined ? { body: file ? body : JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, {})
  })
  if (!response.ok) throw problemFrom(response.status, await response.text())
  return response
}

/** The address of a path with its query, for links to files. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `${ROOT}${path}${text ? `?${text}` : ''}`
}

export function headersFor(method: string, key?: string): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
    ...(method === 'GET' ? {} : { 'x-zt-csrf': '1' }),
    ...(key ? { 'idempotency-key': key } : {}),
  }
}

export function problemFrom(status: number, text: string): ApiProblem {
  try {
    return new ApiProblem(status, JSON.parse(text))
  } catch {
    // A proxy on the way may answer in HTML; the status still says what happened.
    return new ApiProblem(status, {})
  }
}
