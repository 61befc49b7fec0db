import { createHash } from 'node:crypto'
import type { Secrets } from '../../platform/ground/secrets.ts'
import { queryCode } from '../../platform/kernel/codes/case-number.ts'
import { buildLicenceId, parseLicenceId } from '../../platform/kernel/codes/licence-id.ts'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { uuidV7 } from '../../platform/kernel/ids.ts'
import { mask } from '../../platform/kernel/masks.ts'
import { leafHash } from '../../platform/kernel/merkle.ts'
import { seededRandom } from '../chaos/random.ts'
import type { Prototype, Token } from './prototype.ts'
import { type Resident, residentOf } from './residents.ts'
import { fill, type Shift } from './template.ts'

/** Which copy this is: its number, its prototype, whose it is, when it happened. */
export type Copy = { n: number; prototype: number; resident: number; shift: Shift }

export type Means = {
  secrets: Secrets
  /** The key of a seal, by its id: signs bytes with SM2. */
  sign(keyId: string, bytes: Buffer): Promise<Buffer>
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
export function planCopy(n: number, means: { seed: number; residents: number; prototypes: Placed[] }): Copy {
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
    resident: Math.floor(random() * means.residents),
    shift: { days, moment: days * day + within },
  }
}

export type Placed = { prototype: Prototype; share: number; open: boolean }

export type Made = {
  values: string[]
  leaves: { kind: string; subject: string; digest: Buffer; at: string }[]
}

/** The values of a copy's tokens: numbers of its own, its person's data, what is sealed and signed done anew. */
export async function makeCopy(prototype: Prototype, copy: Copy, means: Means): Promise<Made> {
  const { tokens } = prototype
  const random = seededRandom((means.seed ^ Math.imul(copy.n + 1, 0xc2b2_ae35)) >>> 0)
  const bytes = bytesFrom(random)
  const resident = residentOf(copy.resident, means.birthYear)
  const ids = residentIds(copy.resident, means.seed)
  const values: string[] = []
  const records = new Map<number, Buffer>()

  for (const [place, token] of tokens.entries()) {
    values[place] = await newValue(token, place)
  }

  async function newValue(token: Token, place: number): Promise<string> {
    switch (token.kind) {
      case 'id':
        return uuidV7(
          new Date(Number.parseInt(token.text.replace('-', '').slice(0, 12), 16) + copy.shift.moment),
          bytes,
        )
      case 'caseNo':
        return numbered(token.text, copy)
      case 'queryCode':
      case 'verifyCode':
        return queryCode(bytes)
      case 'identifier':
        return identifierAnew(token.text, values.length, copy.n)
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
        return means.secrets.blindIndex(`last4:${resident.idNumber.slice(-4)}`).toString('hex')
      case 'idIndex':
        return means.secrets.blindIndex(resident.idNumber).toString('hex')
      case 'idSealed':
        return means.secrets.encrypt(resident.idNumber, 'credentials.credential.holder-id').toString('hex')
      case 'sealed': {
        const plain = fill(token.plain, values, copy.shift)
        records.set(place, Buffer.from(plain))
        return means.secrets.encrypt(plain, fill(token.context, values, copy.shift)).toString('hex')
      }
      case 'digest':
        return suite.hash(records.get(token.record)!).toString('hex')
      case 'signature':
        return (await means.sign(token.keyId, records.get(token.record)!)).toString('hex')
      case 'leafHash':
        return Buffer.from(leafHash(sha256, suite.hash(records.get(token.record)!))).toString('hex')
    }
  }

  const leaves = prototype.leaves.map(({ kind, subject, at, digest }) => ({
    kind,
    subject: fill(subject, values, copy.shift),
    at: fill(at, values, copy.shift),
    digest:
      typeof digest === 'number'
        ? Buffer.from(values[digest]!, 'hex')
        : createHash('sha256').update(digest).update(values[0]!).digest(),
  }))
  return { values, leaves }
}

/** The rows of a resident: a party with its number sealed, and an account that opens with the password of the demo. */
export function residentRows(resident: Resident, passwordHash: string, means: Pick<Means, 'secrets' | 'seed'>) {
  const { partyId, accountId } = residentIds(resident.index, means.seed)
  const { secrets } = means
  const bytea = (value: Buffer) => `\\x${value.toString('hex')}`
  const at = '2026-01-01 00:00:00+00'
  return {
    party: [
      partyId,
      'natural',
      resident.name,
      '111',
      bytea(secrets.encrypt(resident.idNumber, 'identity.party.id-number')),
      bytea(secrets.blindIndex(resident.idNumber)),
      bytea(secrets.encrypt(resident.mobile, 'identity.party.mobile')),
      't',
      at,
    ],
    account: [accountId, `resident.${resident.index}`, passwordHash, 'citizen', resident.name, partyId, 'L3', at],
  }
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
