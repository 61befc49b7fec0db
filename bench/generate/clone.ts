import { createHash } from 'node:crypto'
import type { Secrets } from '../../platform/ground/secrets.ts'
import { queryCode } from '../../platform/kernel/codes/case-number.ts'
import { buildLicenceId, parseLicenceId } from '../../platform/kernel/codes/licence-id.ts'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { uuidV7 } from '../../platform/kernel/ids.ts'
import { mask } from '../../platform/kernel/masks.ts'
import { leafHash } from '../../platform/kernel/merkle.ts'
import { seededRandom } from '../chaos/random.ts'
import { type Bytes, uuidBytes, uuidText } from './bytes.ts'
import type { Prototype, Token } from './prototype.ts'
import { type Resident, residentOf } from './residents.ts'
import type { Values } from './row-template.ts'
import { fill, type Shift } from './template.ts'

/** Which copy this is: its number, its prototype, whose it is, when it happened. */
export type Copy = { n: number; prototype: number; resident: number; shift: Shift }

export type Means = {
  secrets: Secrets
  sealing: ReturnType<typeof createSealing>
  /** The key of a seal, by its id: signs bytes with SM2. */
  sign(keyId: string, bytes: Buffer): Buffer
  seed: number
  /** Everybody's: that of the first prototype. */
  birthYear: number
}

const day = 86_400_000
const cityOffset = 8 * 3_600_000
const suite = cryptoSuite('GM')
const sha256 = cryptoSuite('INTL').hash
const never = 0xffff_ffff

/** Ids of residents are the same for the same number, so that many cases find the same person. */
export function residentIds(index: number, seed: number): { partyId: string; accountId: string } {
  const random = seededRandom((seed ^ Math.imul(index + 1, 0x9e37_79b1)) >>> 0)
  const at = new Date(Date.UTC(2020, 0, 1) + index)
  return { partyId: uuidV7(at, bytesFrom(random)), accountId: uuidV7(at, bytesFrom(random)) }
}

/** Where copy `n` lies: an open case within the days before its first timer, a closed one in the two years before. */
export function planCopy(
  n: number,
  means: { seed: number; residents: readonly [from: number, to: number]; prototypes: Placed[] },
): Copy {
  const random = seededRandom((means.seed ^ Math.imul(n + 1, 0x85eb_ca6b)) >>> 0)
  const total = means.prototypes.reduce((sum, { share }) => sum + share, 0)
  let point = random() * total
  const place = means.prototypes.findIndex(({ share }) => {
    point -= share
    return point < 0
  })
  const { prototype, open } = means.prototypes[place]!
  // Different moduli keep the numbers of a day apart; see `caseNo` below.
  const days = open ? -(n % 5) : -(7 + (n % 727))
  const dayBegins = Math.floor((prototype.first + cityOffset) / day) * day - cityOffset
  const earliest = dayBegins - prototype.first
  const latest = dayBegins + day - 1000 - prototype.last
  const within = Math.floor(earliest + random() * (latest - earliest))
  return {
    n,
    prototype: place,
    resident: means.residents[0] + Math.floor(random() * (means.residents[1] - means.residents[0])),
    shift: { days, moment: days * day + within },
  }
}

export type Placed = { prototype: Prototype; share: number; open: boolean }

/** A leaf of a copy before it has its place in the ledger. */
export type NewLeaf = { kind: string; subject: string; at: number; digest: Buffer }

export type Made = { values: Values; leaves: NewLeaf[] }

/** The values of a copy's tokens: numbers of its own, its person's data, what is sealed and signed done anew. */
export function makeCopy(prototype: Prototype, copy: Copy, means: Means): Made {
  const { tokens } = prototype
  const { shift } = copy
  const random = seededRandom((means.seed ^ Math.imul(copy.n + 1, 0xc2b2_ae35)) >>> 0)
  const bytes = bytesFrom(random)
  const resident = residentOf(copy.resident, means.birthYear)
  const ids = residentIds(copy.resident, means.seed)
  const texts: string[] = []
  const raws: (Buffer | undefined)[] = []
  const records = new Map<number, Buffer>()

  for (const [place, token] of tokens.entries()) {
    const value = newValue(token, place)
    if (typeof value === 'string') texts[place] = value
    else {
      raws[place] = value
      texts[place] = token.asText ? value.toString('hex') : ''
    }
    if (token.kind === 'id' || token.kind === 'partyId' || token.kind === 'accountId')
      raws[place] = uuidBytes(texts[place]!)
  }

  function newValue(token: Token, place: number): string | Buffer {
    switch (token.kind) {
      case 'id':
        return uuidText(idAt(Number.parseInt(token.text.replace('-', '').slice(0, 12), 16) + shift.moment, bytes))
      case 'caseNo':
        return numbered(token.text, copy)
      case 'queryCode':
      case 'verifyCode':
        return queryCode(bytes)
      case 'identifier':
        return identifierAnew(token.text, place, copy.n)
      case 'number':
        // No number of the platform has a letter here, so none that it gives later is the same.
        return token.text.replace(/\d{6}(?=\D*$)/, `G${copy.n.toString(36).toUpperCase().padStart(5, '0')}`)
      case 'partyId':
      case 'accountId':
        return ids[token.kind]
      case 'name':
      case 'idNumber':
      case 'birthDate':
      case 'mobile':
        return resident[token.kind]
      case 'idMasked':
        return mask('id-staff', resident.idNumber)
      case 'lookupIndex':
        return means.sealing.index(`last4:${resident.idNumber.slice(-4)}`)
      case 'idIndex':
        return means.sealing.index(resident.idNumber)
      case 'idSealed':
        return means.sealing.seal(resident.idNumber, 'credentials.credential.holder-id')
      case 'sealed': {
        const plain = fill(token.plain, texts, shift)
        if (!token.signed) return means.sealing.seal(plain, fill(token.context, texts, shift))
        records.set(place, Buffer.from(plain))
        return means.secrets.encrypt(plain, fill(token.context, texts, shift))
      }
      case 'hash':
        return createHash('sha256')
          .update(fill(token.of, texts, shift))
          .digest()
      case 'digest':
        return suite.hash(records.get(token.record)!)
      case 'signature':
        return means.sign(token.keyId, records.get(token.record)!)
      case 'leafHash':
        return Buffer.from(leafHash(sha256, suite.hash(records.get(token.record)!)))
    }
  }

  const leaves = prototype.leaves.map(
    ({ kind, subject, at, digest }): NewLeaf => ({
      kind,
      subject: fill(subject, texts, shift),
      at: at + shift.moment,
      digest: typeof digest === 'number' ? raws[digest]! : digest.hash(Buffer.from(fill(digest.text, texts, shift))),
    }),
  )
  return { values: { texts, raws, shift }, leaves }
}

/** 16 bytes of a UUID of version 7 (RFC 9562). */
export function idAt(millis: number, random: (bytes: Uint8Array<ArrayBuffer>) => void): Buffer {
  const id = Buffer.alloc(16)
  random(id)
  id.writeUIntBE(millis, 0, 6)
  id[6] = (id[6]! & 0x0f) | 0x70
  id[8] = (id[8]! & 0x3f) | 0x80
  return id
}

/** What is the same for a person in all of their cases is sealed once and used again, within a chunk. */
export function createSealing(secrets: Secrets) {
  const made = new Map<string, Buffer>()
  const once = (key: string, make: () => Buffer): Buffer => {
    const known = made.get(key)
    if (known) return known
    const value = make()
    made.set(key, value)
    return value
  }
  return {
    seal: (plain: string, context: string): Buffer =>
      plain.length > 500
        ? secrets.encrypt(plain, context)
        : once(`${context} ${plain}`, () => secrets.encrypt(plain, context)),
    index: (text: string): Buffer => once(text, () => secrets.blindIndex(text)),
    forget: () => made.clear(),
  }
}

export const residentTables = [
  {
    table: 'identity.party',
    columns: [
      'realm',
      'id',
      'kind',
      'name',
      'id_type',
      'id_number_sealed',
      'id_number_index',
      'mobile_sealed',
      'demo',
      'created_at',
    ],
  },
  {
    table: 'identity.account',
    columns: ['realm', 'id', 'username', 'password_hash', 'kind', 'name', 'party_id', 'level', 'created_at'],
  },
] as const

/** The rows of a resident: a party with its number sealed, and an account that opens with the password of the demo. */
export function writeResident(
  resident: Resident,
  given: { realm: string; passwordHash: string; secrets: Secrets; seed: number },
  party: Bytes,
  account: Bytes,
): void {
  const { partyId, accountId } = residentIds(resident.index, given.seed)
  const { secrets } = given
  party.int16(10)
  party.text(given.realm)
  party.cell(uuidBytes(partyId))
  for (const text of ['natural', resident.name, '111']) party.text(text)
  party.cell(secrets.encrypt(resident.idNumber, 'identity.party.id-number'))
  party.cell(secrets.blindIndex(resident.idNumber))
  party.cell(secrets.encrypt(resident.mobile, 'identity.party.mobile'))
  party.cell(Buffer.of(1))
  party.timestamp(Date.UTC(2026, 0, 1))
  account.int16(9)
  account.text(given.realm)
  account.cell(uuidBytes(accountId))
  for (const text of [`resident.${resident.index}`, given.passwordHash, 'citizen', resident.name]) account.text(text)
  account.cell(uuidBytes(partyId))
  account.text('L3')
  account.timestamp(Date.UTC(2026, 0, 1))
}

/** The number of another day and place in it: above what the platform reaches in a day, so that both may be there. */
function numbered(text: string, copy: Copy): string {
  const head = text.slice(0, -14)
  const made = Date.parse(`${text.slice(-14, -10)}-${text.slice(-10, -8)}-${text.slice(-8, -6)}`)
  const date = new Date(made + copy.shift.days * day).toISOString().slice(0, 10).replaceAll('-', '')
  return `${head}${date}${500_000 + (copy.n % 499_999)}`
}

function identifierAnew(text: string, place: number, n: number): string {
  const parsed = parseLicenceId(text)
  if (!parsed.ok) throw new Error(`${text} is no identifier of a credential`)
  const serial = `G${n.toString(36).toUpperCase().padStart(8, '0')}${String(place).padStart(3, '0')}`
  return buildLicenceId({ ...parsed.value, serial: serial.padStart(18, '0') })
}

function bytesFrom(random: () => number): (bytes: Uint8Array<ArrayBuffer>) => void {
  return (bytes) => {
    for (let i = 0; i < bytes.length; i += 4) {
      const word = Math.floor(random() * never)
      for (let j = i; j < Math.min(i + 4, bytes.length); j++) bytes[j] = (word >>> (8 * (j - i))) & 0xff
    }
  }
}
