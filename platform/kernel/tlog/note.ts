import { cryptoSuite } from '../crypto/suites.ts'

/**
 * Signed notes (C2SP signed-note): a text that ends with a newline, an empty line, and lines of signatures. Two kinds are
 * read and made here: 0x01, Ed25519 over the text; 0x04, a witness's cosignature, Ed25519 over a time and the text
 * (C2SP tlog-cosignature).
 */
export type Note = { text: string; signatures: NoteSignature[] }
export type NoteSignature = { name: string; keyId: string; signature: Buffer }

/** A key as those who trust it write it down: `name+id+base64(kind ‖ key)`. */
export type NoteKey = { name: string; kind: NoteKind; keyId: string; publicKey: Buffer }
export type NoteKind = 1 | 4

const ed25519 = cryptoSuite('INTL')
const dash = '— '
const most = 16

export function noteKey(name: string, kind: NoteKind, publicKey: Uint8Array): NoteKey {
  const id = ed25519.hash(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(kind), publicKey])).subarray(0, 4)
  return { name, kind, keyId: id.toString('hex'), publicKey: Buffer.from(publicKey) }
}

export function writeNoteKey({ name, kind, keyId, publicKey }: NoteKey): string {
  return `${name}+${keyId}+${Buffer.concat([Buffer.of(kind), publicKey]).toString('base64')}`
}

/** Reads a key; undefined when it is none of the two kinds or its id is not its own. */
export function readNoteKey(text: string): NoteKey | undefined {
  const found = /^([^+\s]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})$/.exec(text)
  if (!found) return undefined
  const bytes = Buffer.from(found[3]!, 'base64')
  const kind = bytes[0]
  if (bytes.length !== 33 || (kind !== 1 && kind !== 4)) return undefined
  const key = noteKey(found[1]!, kind, bytes.subarray(1))
  return key.keyId === found[2] ? key : undefined
}

/** Takes a note apart; nothing of it has been checked. Undefined for what is none. */
export function readNote(note: string): Note | undefined {
  const at = note.lastIndexOf('\n\n')
  if (at < 1 || !note.endsWith('\n') || /[^\P{Cc}\n]/u.test(note)) return undefined
  const lines = note.slice(at + 2, -1).split('\n')
  if (lines.length > most) return undefined
  const signatures = lines.map(readSignatureLine)
  return signatures.every((each) => each !== undefined) ? { text: note.slice(0, at + 1), signatures } : undefined
}

export function readSignatureLine(line: string): NoteSignature | undefined {
  const found = /^— ([^+\s]{1,200}) ([A-Za-z0-9+/]+={0,2})$/.exec(line)
  const bytes = found && Buffer.from(found[2]!, 'base64')
  if (!found || !bytes || bytes.length < 5) return undefined
  return { name: found[1]!, keyId: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }
}

export function writeSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${dash}${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`
}

/** Whether one of the signatures is this key's and holds; of a cosignature also when it was made. */
export function noteSignedBy({ text, signatures }: Note, key: NoteKey): { at?: Date } | undefined {
  const verifier = ed25519.verifier(key.publicKey)
  for (const { name, keyId, signature } of signatures) {
    if (name !== key.name || keyId !== key.keyId) continue
    if (key.kind === 1) {
      if (signature.length === 64 && verifier.verify(Buffer.from(text), signature)) return {}
      continue
    }
    if (signature.length !== 72) continue
    const seconds = signature.readBigUInt64BE()
    if (seconds < 1n << 43n && verifier.verify(cosignedBytes(text, seconds), signature.subarray(8)))
      return { at: new Date(Number(seconds) * 1000) }
  }
  return undefined
}

type SignBytes = (bytes: Uint8Array) => Promise<Buffer>

/** The line by which the log's own key (0x01) signs a text. */
export async function signNote(text: string, key: NoteKey, sign: SignBytes): Promise<string> {
  return writeSignatureLine({ ...key, signature: await sign(Buffer.from(text)) })
}

/** The line by which a witness (0x04) says that at this time this was the largest consistent tree it knew. */
export async function cosignNote(text: string, key: NoteKey, at: Date, sign: SignBytes): Promise<string> {
  const seconds = BigInt(Math.floor(at.getTime() / 1000))
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(seconds)
  return writeSignatureLine({ ...key, signature: Buffer.concat([time, await sign(cosignedBytes(text, seconds))]) })
}

const cosignedBytes = (text: string, seconds: bigint) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
