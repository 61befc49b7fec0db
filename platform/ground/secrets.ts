import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { gmSuite } from '#kernel/crypto/gm.ts'

/** Sealing of personal data at rest, and look-up of sealed values without opening them. */
export type Secrets = {
  /** Seals text; `context` (for example 'identity.party.id-number') must be given again to open it. */
  encrypt(plain: string, context: string): Buffer
  /** Opens what `encrypt` made. Throws when the key, the context or a byte differs. */
  decrypt(sealed: Buffer, context: string): string
  /** A keyed digest (HMAC-SM3) that is equal for equal text: for unique keys and look-ups. */
  blindIndex(text: string): Buffer
}

/** SM4-CBC with HMAC-SM3 and keyed digests, all derived from one 32-byte master key. */
export function createSecrets(masterKey: Buffer): Secrets {
  if (masterKey.length !== 32) throw new Error('The master key must be 32 bytes')
  const cipher = gmSuite.cipher(masterKey)
  const indexOf = gmSuite.authenticator(gmSuite.hmac(masterKey, Buffer.from('zt/blind-index/v1')))
  return {
    encrypt: (plain, context) => cipher.encrypt(packed(Buffer.from(plain, 'utf8')), Buffer.from(context)),
    decrypt: (sealed, context) => unpacked(cipher.decrypt(sealed, Buffer.from(context))).toString('utf8'),
    blindIndex: (text) => indexOf(Buffer.from(text.normalize('NFKC').toUpperCase())),
  }
}

/**
 * Shorter texts are not worth it: setting a compressor up costs more than two kilobytes of cipher. Longer ones than a row
 * should ever hold are not opened.
 */
const PACKED_FROM = 2048
const LARGEST = 64 * 1024 * 1024
/** How a Zstandard frame begins (RFC 8878), and no UTF-8 text does: 0xB5 never follows a "(". */
const ZSTD = Buffer.of(0x28, 0xb5, 0x2f, 0xfd)

/** Long texts are packed before they are sealed, since nobody can afterwards: the account of a decision to a tenth. */
function packed(bytes: Buffer): Buffer {
  if (bytes.length < PACKED_FROM) return bytes
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
}

function unpacked(bytes: Buffer): Buffer {
  return bytes.subarray(0, 4).equals(ZSTD) ? zstdDecompressSync(bytes, { maxOutputLength: LARGEST }) : bytes
}

/** Reads the master key from `file`, or makes one with owner-only rights in the data folder when none is named. */
export async function loadMasterKey(options: { file?: string; dataDir: string }): Promise<Buffer> {
  const path = options.file ?? join(options.dataDir, 'keys', 'master.key')
  const existing = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !options.file) return undefined
    throw new Error(`The master key at ${path} cannot be read: ${error.message}`)
  })
  if (existing !== undefined) {
    const hex = existing.trim()
    if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`The master key at ${path} must be 64 hex digits`)
    return Buffer.from(hex, 'hex')
  }
  const key = randomBytes(32)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
  return key
}
