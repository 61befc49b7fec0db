import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The web server that stands before a city in life: HTTPS outside, plain HTTP to the city. */
export type TlsFront = { url: string; stop(): Promise<void> }

/** Opens the front with a certificate of its own, which this process trusts from then on. `target` is asked at each request. */
export async function startTlsFront(target: () => string): Promise<TlsFront> {
  const folder = await mkdtemp(join(tmpdir(), 'zt-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=city.example', '-addext', 'subjectAltName=IP:127.0.0.1']
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  await run('openssl', [...how, '-keyout', key, '-out', cert, ...names])
  const certificate = await readFile(cert, 'utf8')
  setDefaultCACertificates([...getCACertificates('default'), certificate])
  const server = createServer({ key: await readFile(key), cert: certificate }, (incoming, outgoing) => {
    const to = new URL(incoming.url ?? '/', target())
    const passed = request(to, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
