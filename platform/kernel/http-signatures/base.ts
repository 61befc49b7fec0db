import { type InnerList, type Item, parseDictionary, serializeInnerList, serializeItem } from 'structured-headers'

/** A request or an answer as its signer and its receiver see it. Header names in lower case. */
export type Message = {
  method?: string
  /** The whole address of a request. */
  url?: string
  /** Of an answer. */
  status?: number
  headers: Record<string, string | readonly string[] | undefined>
  /** The request that an answer answers: components with `req` are taken from it. */
  request?: Message
}

/** Why a signature base cannot be made: the message lacks a component, or the component is one we do not speak. */
export class NoComponent extends Error {}

/** The text that is signed (RFC 9421 section 2.5): a line for each covered component, the parameters last. */
export function signatureBase(message: Message, input: InnerList): string {
  const lines = input[0].map((item) => `${identifierOf(item)}: ${componentOf(message, item)}`)
  if (new Set(input[0].map(identifierOf)).size < input[0].length) throw new NoComponent('a component is covered twice')
  return [...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n')
}

/** A component as it stands in a list: `"@query-param";name="Pet"`. */
export const identifierOf = (item: Item): string => serializeItem(item)

function componentOf(message: Message, [name, params]: Item): string {
  const id = String(name)
  const source = params.get('req') === true ? message.request : message
  if (!source) throw new NoComponent(`"${id}";req needs the request that is answered`)
  for (const param of params.keys())
    if (!['req', 'key', 'bs', 'name'].includes(param)) throw new NoComponent(`";${param}" is not spoken here`)
  return id.startsWith('@') ? derived(source, id, params.get('name')) : field(source, id, params)
}

/** Derived components, RFC 9421 section 2.2. */
function derived({ method, url, status }: Message, id: string, name: unknown): string {
  if (id === '@status') {
    if (status === undefined) throw new NoComponent('only an answer has "@status"')
    return String(status)
  }
  if (method === undefined || url === undefined) throw new NoComponent(`only a request has "${id}"`)
  const target = new URL(url)
  // As it was sent: URL would write some characters otherwise.
  const sent = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url)
  const path = sent?.[1] || '/'
  switch (id) {
    case '@method':
      return method
    case '@target-uri':
      return url
    case '@authority':
      return target.host
    case '@scheme':
      return target.protocol.slice(0, -1)
    case '@request-target':
      return `${path}${sent?.[2] ?? ''}`
    case '@path':
      return path
    case '@query':
      return sent?.[2] ?? '?'
    case '@query-param': {
      const values = target.searchParams.getAll(decodeURIComponent(String(name)))
      if (values.length !== 1) throw new NoComponent(`the address has not one parameter "${String(name)}"`)
      return encodeURIComponent(values[0]!).replace(
        /[!'()*]/g,
        (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
      )
    }
    default:
      throw new NoComponent(`"${id}" is not spoken here`)
  }
}

/** A header field, RFC 9421 section 2.1: its values trimmed and joined, one member of it, or its bytes. */
function field({ headers }: Message, name: string, params: Item[1]): string {
  const raw = headers[name]
  if (raw === undefined) throw new NoComponent(`there is no header "${name}"`)
  const values = (typeof raw === 'string' ? [raw] : [...raw]).map((value) => value.trim().replace(/\s*\r?\n\s+/g, ' '))
  if (params.get('bs') === true) return values.map((value) => `:${Buffer.from(value).toString('base64')}:`).join(', ')
  const key = params.get('key')
  if (key === undefined) return values.join(', ')
  const member = dictionary(values.join(', '), name).get(String(key))
  if (!member) throw new NoComponent(`the header "${name}" has no member "${String(key)}"`)
  return Array.isArray(member[0]) ? serializeInnerList(member as InnerList) : serializeItem(member as Item)
}

function dictionary(text: string, name: string) {
  try {
    return parseDictionary(text)
  } catch {
    throw new NoComponent(`the header "${name}" is no dictionary`)
  }
}
