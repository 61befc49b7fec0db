import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestHolds, type VerifyingKey, verifyMessage } from '#kernel/http-signatures/index.ts'
import { type BookRequest, type Reported, treasuryCovers } from '#support/fiscal-receipts/index.ts'

/** How the treasury is today. */
export type TreasuryMood = {
  silent?: boolean
  /** It does what it is asked, and its answer is lost. */
  losesAnswer?: boolean
  refusesBooks?: string | undefined
  refusesReceipts?: string | undefined
  /** It gives out the first numbers again, whatever it gave before. */
  repeats?: boolean
  /** No more than this at once, whatever was asked for. */
  most?: number
}

const kinds = { 'non-tax': '01', settlement: '06' }

/**
 * A simulator of a treasury's system of receipts that speaks the protocol of `createHttpTreasury`. It answers the same id with the
 * same answer, refuses numbers it never gave out, sums that do not add up, and a red receipt that takes back what it does not know.
 * What it took lies in memory; its numbers begin with 模拟-.
 */
export async function startTreasury(key: VerifyingKey, mood: TreasuryMood = {}, port = 0) {
  const books = new Map<string, { status: string; code?: string; first?: string; last?: string }>()
  const receipts = new Map<string, Reported>()
  const nonces = new Set<string>()
  const next = new Map<string, number>()

  function giveBook(id: string, { kind, quantity, year }: BookRequest): unknown {
    const known = books.get(id)
    if (known) return known
    if (mood.refusesBooks) return { status: 'refused', reason: mood.refusesBooks }
    const code = `44${kinds[kind]}00${String(year).slice(2)}`
    const first = mood.repeats ? 1 : (next.get(code) ?? 1)
    const last = first + Math.min(quantity, mood.most ?? quantity) - 1
    next.set(code, last + 1)
    const text = (no: number) => String(no).padStart(10, '0')
    const book = { status: 'granted', code, first: text(first), last: text(last), grant: `模拟-领${books.size + 1}` }
    books.set(id, book)
    return book
  }

  function faultOf(receipt: Reported): string | undefined {
    const given = [...books.values()].some(
      ({ code, first = '', last = '' }) => code === receipt.code && first <= receipt.number && receipt.number <= last,
    )
    if (!given) return '票号没有领用过（模拟）'
    const twice = [...receipts.values()].some(({ code, number }) => code === receipt.code && number === receipt.number)
    if (twice) return '票号用过了（模拟）'
    if (receipt.lines.reduce((sum, { fen }) => sum + fen, 0) !== receipt.totalFen) return '合计不等于各项之和（模拟）'
    if (!receipt.red) return undefined
    const { code, number } = receipt.reverses ?? {}
    const blue = [...receipts.values()].find((each) => each.code === code && each.number === number && !each.red)
    if (!blue) return '没有收到过被冲红的票据（模拟）'
    return blue.totalFen === -receipt.totalFen ? undefined : '红字金额和原票不等（模拟）'
  }

  function take(id: string, receipt: Reported): unknown {
    if (!receipts.has(id)) {
      const fault = mood.refusesReceipts ?? faultOf(receipt)
      if (fault) return { status: 'refused', reason: fault }
      receipts.set(id, receipt)
    }
    return { status: 'accepted', no: `模拟-收${[...receipts.keys()].indexOf(id) + 1}` }
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
      const { method = '', headers, url = '' } = request
      const body = Buffer.concat(chunks)
      const signed = verifyMessage(
        { method, url: `${origin}${url}`, headers },
        { key, now: Math.floor(Date.now() / 1000), required: treasuryCovers, needsNonce: true },
      )
      const nonce = signed.ok && digestHolds(String(headers['content-digest']), body) ? signed.nonce : undefined
      if (!nonce || nonces.has(nonce)) return answer(401, { message: '签名不对或者用过（模拟）' })
      nonces.add(nonce)
      const [, what, id] = /\/(books|receipts)\/([0-9a-f-]{36})$/.exec(url) ?? []
      if (!id || method !== 'PUT') return answer(404, { message: '没有这个地址（模拟）' })
      const content = JSON.parse(body.toString('utf8'))
      const said = what === 'books' ? giveBook(id, content) : take(id, content)
      if (mood.losesAnswer) return request.socket.destroy()
      answer(200, said)
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${origin}/treasury`,
    mood,
    books,
    receipts,
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
