import { openByteRange, openContents } from './pdf-signature.ts'

/** Who signs behind the seal, why and when, as the signature dictionary says it. */
export type Countersigner = { name: string; reason: string; at: Date; id: string }

type Place = { number: number; text: string }

/**
 * Adds to a sealed PDF of ours an open signature of a second person, as an incremental update (ISO 32000-1, 7.5.6): the
 * sealed bytes stay as they are, so both signatures hold. The same input gives the same bytes, by which
 * `countersignedOver` knows that nothing else was put behind the seal.
 */
export function openCountersignature(sealed: Buffer, by: Countersigner): Buffer {
  const text = sealed.toString('latin1')
  const size = Number(/\/Size (\d+)\s/.exec(tailOf(text))?.[1])
  const before = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  const root = /\/Root (\d+) 0 R/.exec(tailOf(text))?.[1]
  const info = /\/Info (\d+) 0 R/.exec(tailOf(text))?.[1]
  const form = formOf(text)
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(before) || !root || !form)
    throw new RangeError('the PDF is not one of our sealed papers')
  const [signature, field] = [size, size + 1]
  const objects: Place[] = [
    { ...form, text: form.text.replace(/\/Fields \[([^\]]*)\]/, `/Fields [$1 ${field} 0 R]`) },
    { number: signature, text: signatureText(by) },
    { number: field, text: fieldText(signature, by) },
  ]
  let update = sealed.at(-1) === 10 ? '' : '\n'
  const entries = objects.map(({ number, text: body }) => {
    const at = sealed.length + Buffer.byteLength(update, 'latin1')
    update += `${number} 0 obj\n${body}\nendobj\n`
    return `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`
  })
  const xref = sealed.length + Buffer.byteLength(update, 'latin1')
  update += `xref\n${entries.join('')}trailer\n<<\n/Size ${size + 2}\n/Root ${root} 0 R\n`
  update += `${info ? `/Info ${info} 0 R\n` : ''}/Prev ${before}\n>>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.concat([sealed, Buffer.from(update, 'latin1')])
}

/**
 * The sealed paper under a countersignature, when what stands behind the seal is exactly what `openCountersignature` writes
 * for the signer it names; undefined for any other addition and for papers that nobody countersigned.
 */
export function countersignedOver(pdf: Buffer): { sealed: Buffer; by: Countersigner } | undefined {
  const text = pdf.toString('latin1')
  const ends = [...text.matchAll(/startxref\s+\d+\s+%%EOF\n?/g)].map((found) => found.index + found[0].length)
  const end = ends.at(-2)
  if (end === undefined) return undefined
  const sealed = pdf.subarray(0, end)
  const said = text.slice(end)
  const by = signerIn(said)
  if (!by) return undefined
  const contents = /\/Contents <([0-9a-f]*)>/.exec(said)
  const range = /\/ByteRange (\[[^\]]*\] *)\n/.exec(said)
  if (!contents || !range) return undefined
  const opened = said
    .replace(contents[0], `/Contents ${openContents}`)
    .replace(range[0], `/ByteRange ${openByteRange}\n`)
  return openCountersignature(sealed, by).subarray(end).toString('latin1') === opened
    ? { sealed: Buffer.from(sealed), by }
    : undefined
}

const tailOf = (text: string) => text.slice(text.lastIndexOf('trailer'))

/** The form that names the signature fields, as pdfkit writes it. */
function formOf(text: string): Place | undefined {
  const number = /\/AcroForm (\d+) 0 R/.exec(text)?.[1]
  const at = number ? text.lastIndexOf(`\n${number} 0 obj\n`) : -1
  const end = at < 0 ? -1 : text.indexOf('\nendobj', at)
  if (!number || end < 0) return undefined
  const body = text.slice(at + `\n${number} 0 obj\n`.length, end)
  return /\/Fields \[[^\]]*\]/.test(body) ? { number: Number(number), text: body } : undefined
}

function signatureText({ name, reason, at, id }: Countersigner): string {
  return [
    '<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached',
    `/ByteRange ${openByteRange}`,
    `/M (D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`,
    `/Name <${utf16(name)}>`,
    `/Reason <${utf16(reason)}>`,
    `/ZtSigning (${id})`,
    `/Contents ${openContents}\n>>`,
  ].join('\n')
}

const fieldText = (signature: number, { id }: Countersigner) =>
  `<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/F 132\n/T (signer-${id})\n/Rect [0 0 0 0]\n/V ${signature} 0 R\n>>`

function signerIn(update: string): Countersigner | undefined {
  const name = /\/Name <((?:[0-9a-f]{4})+)>/.exec(update)?.[1]
  const reason = /\/Reason <((?:[0-9a-f]{4})+)>/.exec(update)?.[1]
  const at = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(update)?.slice(1).map(Number)
  const id = /\/ZtSigning \(([0-9a-f-]{36})\)/.exec(update)?.[1]
  if (!name || !reason || !at || !id) return undefined
  const [year = 0, month = 1, ...rest] = at
  return {
    name: textOf(name),
    reason: textOf(reason),
    at: new Date(Date.UTC(year, month - 1, rest[0], rest[1], rest[2], rest[3])),
    id,
  }
}

/** PDF text strings beyond Latin: UTF-16BE behind its mark (ISO 32000-1, 7.9.2.2). */
function utf16(text: string): string {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')
}

function textOf(hex: string): string {
  return Buffer.from(hex, 'hex')
    .swap16()
    .toString('utf16le')
    .replace(/^\ufeff/, '')
}
