import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'

/** One request exactly as it is put on the wire: no URL clean-up, no header made up. */
export type RawRequest = { method: string; path: string; headers: Record<string, string>; body?: Buffer }

export type RawAnswer = { status: number; type: string; headers: Record<string, unknown>; text: string }

/** A connection to a server that sends what a browser's `fetch` would mend or refuse. */
export function openWire(url: string) {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })

  function send({ method, path, headers, body }: RawRequest): Promise<RawAnswer> {
    return new Promise((answered, failed) => {
      const sized: OutgoingHttpHeaders = body ? { 'content-length': String(body.length), ...headers } : headers
      const sent = httpRequest({ agent, hostname, port, method, path, headers: sized }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', failed)
        response.on('end', () =>
          answered({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      })
      sent.on('error', failed)
      sent.end(body)
    })
  }

  return { send, close: () => agent.destroy() }
}
