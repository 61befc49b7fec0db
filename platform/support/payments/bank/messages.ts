import { parseXml, type XmlElement } from '../../rules/index.ts'
import { fenOf, yuan } from '../channels/channel.ts'

/** One credit transfer: to an account, or to whoever's social-security card a citizen ID leads to (the bank matches it). */
export type Instruction = {
  /** EndToEndId: a bank carries out each once. */
  id: string
  fen: number
  name: string
  idNumber: string
  account?: string
  purpose: string
}
export type Batch = {
  id: string
  at: Date
  day: string
  debtor: string
  debtorAccount: string
  lines: readonly Instruction[]
}

/** What a bank says of an instruction: done, on its way, refused or given back with a reason. */
export type Told = { id: string; status: 'paid' | 'pending' | 'returned'; reason?: string }

const namespace = (message: string) => `urn:iso:std:iso:20022:tech:xsd:${message}`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const tag = (name: string, ...inner: string[]): string => `<${name}>${inner.join('')}</${name}>`
const leaf = (name: string, text: string): string => tag(name, escaped(text))

const documentOf = (message: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="${namespace(message)}">${body}</Document>`

/** pain.001.001.09 CustomerCreditTransferInitiation: one payment information block, all from one account. */
export function creditTransfer({ id, at, day, debtor, debtorAccount, lines }: Batch): string {
  const sum = yuan(lines.reduce((total, { fen }) => total + fen, 0))
  const count = String(lines.length)
  const other = (text: string) => tag('Id', tag('Othr', leaf('Id', text)))
  const line = ({ id: endToEnd, fen, name, idNumber, account, purpose }: Instruction) =>
    tag(
      'CdtTrfTxInf',
      tag('PmtId', leaf('InstrId', endToEnd), leaf('EndToEndId', endToEnd)),
      tag('Amt', `<InstdAmt Ccy="CNY">${yuan(fen)}</InstdAmt>`),
      tag(
        'Cdtr',
        leaf('Nm', name),
        tag('Id', tag('PrvtId', tag('Othr', leaf('Id', idNumber), tag('SchmeNm', leaf('Prtry', 'CN-RIC'))))),
      ),
      // The number of the citizen is the proxy of the social-security card.
      tag('CdtrAcct', account ? other(account) : tag('Prxy', tag('Tp', leaf('Prtry', 'SSC')), leaf('Id', idNumber))),
      tag('Purp', leaf('Cd', 'GOVT')),
      tag('RmtInf', leaf('Ustrd', purpose)),
    )
  return documentOf(
    'pain.001.001.09',
    tag(
      'CstmrCdtTrfInitn',
      tag(
        'GrpHdr',
        leaf('MsgId', id),
        leaf('CreDtTm', at.toISOString()),
        leaf('NbOfTxs', count),
        leaf('CtrlSum', sum),
        tag('InitgPty', leaf('Nm', debtor)),
      ),
      tag(
        'PmtInf',
        ...[leaf('PmtInfId', id), leaf('PmtMtd', 'TRF'), leaf('NbOfTxs', count), leaf('CtrlSum', sum)],
        ...[
          tag('ReqdExctnDt', leaf('Dt', day)),
          tag('Dbtr', leaf('Nm', debtor)),
          tag('DbtrAcct', other(debtorAccount)),
        ],
        tag('DbtrAgt', tag('FinInstnId', tag('Othr', leaf('Id', 'NOTPROVIDED')))),
        ...lines.map(line),
      ),
    ),
  )
}

/** acmt.023.001.03 IdentificationVerificationRequest: does this account belong to this name and number? */
export function verificationRequest(given: {
  id: string
  at: Date
  name: string
  idNumber: string
  account?: string
}): string {
  const { id, at, name, idNumber, account } = given
  return documentOf(
    'acmt.023.001.03',
    tag(
      'IdVrfctnReq',
      tag('Assgnmt', leaf('MsgId', id), leaf('CreDtTm', at.toISOString())),
      tag(
        'Vrfctn',
        leaf('Id', id),
        tag(
          'PtyAndAcctId',
          tag('Pty', leaf('Nm', name), tag('Id', tag('PrvtId', tag('Othr', leaf('Id', idNumber))))),
          tag(
            'Acct',
            account
              ? tag('Id', tag('Othr', leaf('Id', account)))
              : tag('Prxy', tag('Tp', leaf('Prtry', 'SSC')), leaf('Id', idNumber)),
          ),
        ),
      ),
    ),
  )
}

/** acmt.024 IdentificationVerificationReport. */
export function readVerification(xml: string): { matches: boolean; reason?: string } {
  const report = one(rootOf(xml, 'acmt.024'), 'Rpt')
  const reason = textIn(report, 'Rsn')
  return { matches: textIn(report, 'Vrfctn') === 'true', ...(reason ? { reason } : {}) }
}

export type StatusReport = { id: string; batch: string; group?: Told['status']; lines: Told[] }

/** pain.002 CustomerPaymentStatusReport: a status for each instruction; one for the group counts for those it does not name. */
export function readStatus(xml: string): StatusReport {
  const root = rootOf(xml, 'pain.002')
  const batch = textIn(root, 'OrgnlMsgId')
  if (!batch) throw new RangeError('pain.002 names no OrgnlMsgId')
  const group = textIn(root, 'GrpSts')
  const lines = all(root, 'TxInfAndSts').map((line): Told => {
    const reason = textIn(line, 'Rsn') || textIn(line, 'AddtlInf')
    return {
      id: textIn(line, 'OrgnlEndToEndId'),
      status: statusOf(textIn(line, 'TxSts')),
      ...(reason ? { reason } : {}),
    }
  })
  return { id: textIn(root, 'MsgId'), batch, lines, ...(group ? { group: statusOf(group) } : {}) }
}

/** ExternalPaymentTransactionStatus1Code: ACSC and ACCC are money on the account; RJCT and CANC never were, or are back. */
function statusOf(code: string): Told['status'] {
  if (code === 'ACSC' || code === 'ACCC') return 'paid'
  return code === 'RJCT' || code === 'CANC' ? 'returned' : 'pending'
}

/** What a bank reads of a pain.001; for the simulator, and for tests of what we write. */
export function readCreditTransfer(xml: string): { id: string; sumFen: number; lines: Instruction[] } {
  const root = rootOf(xml, 'pain.001')
  const lines = all(root, 'CdtTrfTxInf').map((line): Instruction => {
    const account = textIn(one(line, 'CdtrAcct'), 'Othr')
    return {
      id: textIn(line, 'EndToEndId'),
      fen: fenOf(textIn(line, 'InstdAmt')),
      name: textIn(one(line, 'Cdtr'), 'Nm'),
      idNumber: textIn(one(one(line, 'Cdtr'), 'Othr'), 'Id'),
      ...(account ? { account } : {}),
      purpose: textIn(line, 'Ustrd'),
    }
  })
  return { id: textIn(root, 'MsgId'), sumFen: fenOf(textIn(root, 'CtrlSum')), lines }
}

function rootOf(xml: string, message: string): XmlElement {
  const root = parseXml(xml, {})
  if (!xml.includes(namespace(message))) throw new RangeError(`This is no ${message}`)
  return root
}
/** Names without the prefix of their namespace, whatever the bank calls it. */
const localOf = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1)
const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => (localOf(child) === name ? [child] : all(child, name)))
function one(element: XmlElement, name: string): XmlElement {
  const [found] = all(element, name)
  if (!found) throw new RangeError(`There is no ${name}`)
  return found
}
/** All text below the first element of this name. */
function textIn(element: XmlElement, name: string): string {
  const [found] = all(element, name)
  return found ? below(found).trim() : ''
}
const below = (element: XmlElement): string => element.text + element.children.map(below).join('')
