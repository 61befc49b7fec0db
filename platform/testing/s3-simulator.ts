import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * SIMULATOR of an S3-compatible store for tests: one bucket in memory, PUT, GET and HEAD, and a real check of the
 * signature (AWS Signature Version 4), so that a client with a wrong secret is turned away.
 */
export async function startS3Simulator(secret: { accessKeyId: string; secretAccessKey: string; region: string }) {
  const objects = new Map<string, { bytes: Buffer; type: string }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (!isSigned(request, secret))
      return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    const name = request.url!
    if (request.method === 'PUT') {
      objects.set(name, { bytes: Buffer.concat(chunks), type: String(request.headers['content-type']) })
      return void response.writeHead(200).end()
    }
    const found = objects.get(name)
    if (!found) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': found.type, 'content-length': found.bytes.length })
    response.end(request.method === 'HEAD' ? undefined : found.bytes)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `s3://${secret.accessKeyId}:${secret.secretAccessKey}@127.0.0.1:${port}/files?region=${secret.region}&tls=false`,
    objects,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

function isSigned(
  request: IncomingMessage,
  secret: { accessKeyId: string; secretAccessKey: string; region: string },
): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!parts) return false
  const [, keyId, day, region, signed, signature] = parts as unknown as [string, string, string, string, string, string]
  if (keyId !== secret.accessKeyId || region !== secret.region) return false
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const payload = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, request.url, '', headers.join(''), signed, payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (current, part) => createHmac('sha256', current).update(part).digest(),
    Buffer.from(`AWS4${secret.secretAccessKey}`),
  )
  return createHmac('sha256', key).update(toSign).digest('hex') === signature
}
