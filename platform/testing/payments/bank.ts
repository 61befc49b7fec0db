import { randomUUID } from 'node:crypto'
import { contentDigest, sharedKey, signMessage, verifyMessage } from '#kernel/http-signatures/index.ts'
import { type Instruction, readCreditTransfer } from '#support/payments/index.ts'
import { parseXml, type XmlElement } from '#support/rules/index.ts'

/** How the bank behaves today. */
export type BankMood = {
  /** Takes the batch, does it, and answers nothing. */
  silent?: boolean
  /** So many answers say "on its way" before it says that it is done. */
  late?: number
  /** Answers signed with another key. */
  forged?: boolean
  /** Names whose accounts are not theirs, or closed. */
  strangers?: string[]
  /** Names whose money comes back after it was paid. */
  comesBack?: string[]
}

type Kept = Instruction & { batch: string; status: 'ACSP' | 'ACSC' | 'RJCT'; looks: number; reason?: string }

/**
 * SIMULATOR of a bank that pays out: takes pain.001 and acmt.023, answers pain.002 and acmt.024, both signed (RFC 9421). An
 * EndToEndId is carried out once, whoever sends it how often. Its accounts lie in memory.
 */
export function simulateBank(
  base: string,
  given: { keyId: string; secret: string },
  mood: BankMood,
  clock: () => Date,
) {
  const key = sharedKey(given.keyId, Buffer.from(given.secret, 'base64'))
  const other = sharedKey(given.keyId, Buffer.alloc(32, 7))
  const kept = new Map<string, Kept>()
  const now = () => Math.floor(clock().getTime() / 1000)

  function answer(asked: { path: string; headers: Record<string, string>; body: string }) {
    const url = `${base}${asked.path}`
    const required = ['@method', '@target-uri', 'content-digest']
    const held = verifyMessage({ method: 'POST', url, headers: asked.headers }, { key, now: now(), required })
    if (!held.ok || asked.headers['content-digest'] !== contentDigest(asked.body))
      return { status: 401, type: 'text/plain', body: held.ok ? 'digest' : held.why, headers: {} }
    const body = asked.path.endsWith('/acmt.023') ? verify(asked.body) : take(asked.body)
    if (mood.silent) return undefined
    const headers = { 'content-type': 'application/xml', 'content-digest': contentDigest(body) }
    const signed = signMessage({ status: 200, headers }, mood.forged ? other : key, {
      components: ['@status', 'content-digest'],
      created: now(),
    })
    return { status: 200, type: 'application/xml', body, headers: { ...headers, ...signed } }
  }

  function verify(xml: string): string {
    const name = textOf(parseXml(xml, {}), 'Nm')
    const wrong = mood.strangers?.includes(name) === true
    const inner = `<Rpt><OrgnlId>${textOf(parseXml(xml, {}), 'Id')}</OrgnlId><Vrfctn>${!wrong}</Vrfctn>${wrong ? '<Rsn><Prtry>户名与账户不符</Prtry></Rsn>' : ''}</Rpt>`
    return documentOf(
      'acmt.024.001.03',
      `<IdVrfctnRpt><Assgnmt><MsgId>${randomUUID()}</MsgId></Assgnmt>${inner}</IdVrfctnRpt>`,
    )
  }

  function take(xml: string): string {
    const { id, lines } = readCreditTransfer(xml)
    for (const line of lines)
      if (!kept.has(line.id)) kept.set(line.id, { ...line, batch: id, status: 'ACSP', looks: 0 })
    const said = lines.map(({ id: of }) => {
      const line = kept.get(of)!
      if (line.status === 'ACSP' && line.looks++ >= (mood.late ?? 0)) settle(line)
      else if (line.status === 'ACSC' && mood.comesBack?.includes(line.name))
        Object.assign(line, { status: 'RJCT', reason: '账户已销户，退汇' })
      return line
    })
    return statusReport(id, said)
  }

  function settle(line: Kept): void {
    const refused = mood.strangers?.includes(line.name) === true
    Object.assign(line, refused ? { status: 'RJCT', reason: '户名与账户不符' } : { status: 'ACSC' })
  }

  /** A report of what became of the batch, as the bank sends it by itself: signed for the address it goes to. */
  function report(url: string, batch: string): { headers: Record<string, string>; body: string } {
    const lines = [...kept.values()].filter(({ batch: of }) => of === batch)
    for (const line of lines) if (line.status === 'ACSP') settle(line)
    const body = statusReport(batch, lines)
    const headers = { 'content-type': 'application/xml', 'content-digest': contentDigest(body) }
    const signed = signMessage({ method: 'POST', url, headers }, mood.forged ? other : key, {
      components: ['@method', '@target-uri', 'content-digest'],
      created: now(),
    })
    return { headers: { ...headers, ...signed }, body }
  }

  return {
    report,
    key: 'bank',
    kept,
    answer,
    paidFen: () => [...kept.values()].reduce((sum, { status, fen }) => sum + (status === 'ACSC' ? fen : 0), 0),
  }
}

function statusReport(batch: string, lines: readonly Kept[]): string {
  const said = lines.map(({ id, status, reason }) => {
    const why = reason ? `<StsRsnInf><Rsn><Prtry>${reason}</Prtry></Rsn></StsRsnInf>` : ''
    return `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>${why}</TxInfAndSts>`
  })
  return documentOf(
    'pain.002.001.10',
    `<CstmrPmtStsRpt><GrpHdr><MsgId>${randomUUID()}</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>${batch}</OrgnlPmtInfId>${said.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt>`,
  )
}

const documentOf = (message: string, body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:${message}">${body}</Document>`
function textOf(element: XmlElement, name: string): string {
  for (const child of element.children) {
    const found = child.name.slice(child.name.indexOf(':') + 1) === name ? child.text.trim() : textOf(child, name)
    if (found) return found
  }
  return ''
}
