import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestHolds, type VerifyingKey, verifyMessage } from '#kernel/http-signatures/index.ts'
import { type Acknowledgement, askCovers, checkPackage, handOverCovers } from '#support/archives/index.ts'
import { sha256Of } from '#support/case-files/index.ts'
import type { RootKeys } from '#support/keys/index.ts'

/** How the archive is today: silent, losing its answer after taking a package, slow to check, breaking down, or refusing. */
export type ArchiveMood = {
  silent?: boolean
  losesAnswer?: boolean
  late?: boolean
  status?: number
  refuse?: string | undefined
}

/**
 * A simulator of a city archive that speaks the protocol of `createHttpArchive`: it checks signatures, refuses a nonce used
 * before, tests the four natures on receipt as 档案法第39条 has it, and answers a package it knows with the same receipt. For
 * tests and trials: what it took lies in memory, and its receipts begin with 模拟-.
 */
export async function startArchive(key: VerifyingKey, mood: ArchiveMood = {}, port = 0, root?: RootKeys) {
  const taken = new Map<string, { bytes: Buffer; answer: Acknowledgement }>()
  const nonces = new Set<string>()
  const log: { id: string; method: string; again: boolean }[] = []

  const judge = (id: string, bytes: Buffer): Acknowledgement => {
    if (mood.refuse) return { status: 'refused', reasons: [{ rule: 'R1', detail: mood.refuse }] }
    const { report, manifest } = checkPackage(bytes, new Date(), root)
    const bad = report.checks.filter(({ ok }) => !ok).map(({ rule, detail }) => ({ rule, detail }))
    if (manifest && manifest.packageId !== id) bad.push({ rule: 'R0', detail: '档案包编号和地址不一致' })
    if (bad.length > 0) return { status: 'refused', reasons: bad }
    const at = new Date().toISOString()
    const receipt = { no: `模拟-${randomUUID()}`, packageId: id, sha256: sha256Of(bytes), at, by: '模拟档案馆' }
    return { status: 'accepted', receipt }
  }

  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = (status: number, body: unknown) => {
        reply.writeHead(status, { 'content-type': 'application/json' })
        reply.end(JSON.stringify(body))
      }
      if (mood.silent) return request.socket.destroy()
      if (mood.status) return answer(mood.status, { message: '档案馆忙（模拟）' })
      const { method = '', headers } = request
      const bytes = Buffer.concat(chunks)
      const signed = verifyMessage(
        { method, url: `${origin}${request.url}`, headers },
        {
          key,
          now: Math.floor(Date.now() / 1000),
          required: method === 'PUT' ? handOverCovers : askCovers,
          needsNonce: true,
        },
      )
      const whole = method !== 'PUT' || digestHolds(String(headers['content-digest']), bytes)
      const nonce = signed.ok && whole ? signed.nonce : undefined
      if (!nonce || nonces.has(nonce)) return answer(401, { message: '签名不对或者用过（模拟）' })
      nonces.add(nonce)
      const id = /\/packages\/([0-9a-f-]{36})$/.exec(request.url ?? '')?.[1]
      if (!id) return answer(404, { message: '没有这个地址（模拟）' })
      const known = taken.get(id)
      log.push({ id, method, again: known !== undefined })
      if (method === 'GET') {
        if (!known) return answer(404, { message: '没有收到过（模拟）' })
        return answer(200, mood.late ? { status: 'checking' } : known.answer)
      }
      // What it took over it keeps; what it refused may come again, mended.
      const kept = known?.answer.status === 'accepted' ? known.answer : judge(id, bytes)
      if (known?.answer.status !== 'accepted') taken.set(id, { bytes, answer: kept })
      if (mood.losesAnswer) return request.socket.destroy()
      answer(mood.late ? 202 : 200, mood.late ? { status: 'checking' } : kept)
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url: `${origin}/archive`,
    mood,
    log,
    taken,
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
