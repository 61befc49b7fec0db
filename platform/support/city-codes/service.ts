import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type CredentialService, qrOutline } from '#support/credentials/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { CityCode, CodeScan, CodeUse, NewCityCode, ScannedCode, ScanRequest } from './contract.ts'
import { mayScan, mayShow } from './policy.ts'
import { chosenOf, publicOf } from './shown.ts'
import * as store from './store.ts'

/** Standards C5: a minute at most. */
const shownFor = 60_000
const unseenKept = 86_400_000
/** Licences on the code of a firm. */
const mostLicences = 50

export type CityCodeNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publicUrl: string
  credentials: Pick<CredentialService, 'get' | 'list' | 'verifyCode'>
  ledger: Pick<Ledger, 'append'>
  /** Whom the actor may show for, the person first. */
  partiesOf: (actor: Actor) => Promise<string[]>
  party: (realm: string, id: string) => Promise<{ kind: 'natural' | 'legal'; name: string; number: string }>
  /** On how many public lists a firm stands. */
  creditOf: (realm: string, uscc: string) => Promise<{ red: number; black: number }>
  /** A line in the person's read log. */
  logRead: (actor: Actor, read: { partyId: string; what: string; purpose: string }) => Promise<void>
}

type Query = { limit: number; cursor?: string }

const hashOf = (text: string) => createHash('sha256').update(text).digest()

export const useNames: Record<CodeUse, string> = {
  transport: '乘车',
  health: '就医',
  library: '借阅',
  entry: '进出',
  service: '办事',
  inspection: '检查',
  partner: '商务往来',
}

/** 城市码 and 企业码: one code for a person or firm, made anew every minute, scanned once, each scan shown to its holder. */
export function createCityCodes(needs: CityCodeNeeds) {
  const { db, clock, newId } = needs

  const codeOf = (row: store.CodeRow): CityCode => ({
    id: row.id,
    state: row.seenAt ? 'seen' : row.expiresAt > clock() ? 'open' : 'expired',
    shownAt: row.shownAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.seenAt ? { seenAt: row.seenAt.toISOString() } : {}),
    ...(row.seenBy ? { seenBy: row.seenBy } : {}),
  })

  async function mine(actor: Actor, partyId: string | undefined): Promise<string> {
    const parties = await needs.partiesOf(actor)
    const wanted = partyId ?? actor.partyId
    if (wanted && mayShow(actor, wanted, parties)) return wanted
    throw new Refusal('forbidden', 'city-codes.not-yours', `May not show for ${wanted ?? 'nobody'}`)
  }

  async function cardToShow(actor: Actor, id: string): Promise<store.CardRow> {
    const card = await store.selectCard(db, actor.realm, id)
    if (!card || !mayShow(actor, card.holderParty, await needs.partiesOf(actor)))
      throw new Refusal('missing', 'city-codes.missing', `No card ${id}`)
    if (isOver(card, clock())) throw new Refusal('conflict', 'city-codes.card-over', `The card ${id} is over`)
    return card
  }

  /** The licences of a firm that are in force now, the newest first. */
  async function licencesOf(actor: Actor, partyId: string): Promise<string[]> {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await needs.credentials.list(actor, { limit: 50, ...(cursor ? { cursor } : {}) })
      for (const { id, holderPartyId, status, type } of page.items)
        if (holderPartyId === partyId && status === 'valid' && type.kind === 'licence') found.push(id)
      cursor = page.next
    } while (cursor && found.length < mostLicences)
    return found.slice(0, mostLicences)
  }

  async function show(actor: Actor, { partyId, cardId }: NewCityCode): Promise<CityCode> {
    const { realm } = actor
    const card = cardId ? await cardToShow(actor, cardId) : undefined
    const holderParty = card?.holderParty ?? (await mine(actor, partyId))
    const { kind } = await needs.party(realm, holderParty)
    const code = randomBytes(24).toString('base64url')
    const now = clock()
    const row = {
      id: newId(),
      holderParty,
      holderKind: kind,
      accountId: actor.accountId,
      cardId: card?.id ?? null,
      credentialIds: !card && kind === 'legal' ? await licencesOf(actor, holderParty) : [],
      shownAt: now,
      expiresAt: new Date(now.getTime() + shownFor),
    }
    await inTransaction(db, (tx) => store.insertCode(tx, realm, row, hashOf(code)))
    const address = `${needs.publicUrl}/verify/code/${code}`
    return { ...codeOf({ ...row, seenAt: null, seenBy: null }), address, qr: qrOutline(address) }
  }

  /** What a scan would show, before it is taken. */
  async function reveal(realm: string, row: store.CodeRow): Promise<Omit<ScannedCode, 'at'>> {
    const system = systemActor(realm)
    if (row.cardId) {
      const card = await store.selectCard(db, realm, row.cardId)
      if (!card || isOver(card, clock())) throw new Refusal('conflict', 'city-codes.card-over', 'The card is over')
      const shown = card.chosen.map(async ({ credentialId, fields }) => {
        const found = await needs.credentials.get(system, credentialId)
        const { genuine } = await needs.credentials.verifyCode(realm, found.credential.record.verifyCode)
        return chosenOf(found, fields, genuine)
      })
      return { of: 'card', holder: card.holderName, title: card.title, credentials: await Promise.all(shown) }
    }
    const { name, number } = await needs.party(realm, row.holderParty)
    if (row.holderKind === 'natural')
      return { of: 'person', holder: name, number: mask('id-staff', number), credentials: [] }
    const shown = row.credentialIds.map(async (id) => {
      const { credential } = await needs.credentials.get(system, id)
      return publicOf(await needs.credentials.verifyCode(realm, credential.record.verifyCode))
    })
    const [credentials, credit] = await Promise.all([Promise.all(shown), needs.creditOf(realm, number)])
    return { of: 'firm', holder: name, number, credentials, credit }
  }

  return {
    show,

    async get(actor: Actor, id: string): Promise<CityCode> {
      const row = await store.selectCode(db, actor.realm, id)
      if (!row || !mayShow(actor, row.holderParty, await needs.partiesOf(actor)))
        throw new Refusal('missing', 'city-codes.missing', `No code ${id}`)
      return codeOf(row)
    },

    /** The one scan. Row, log and leaf are one; a scan that is not allowed leaves the code good. */
    async scan(actor: Actor, { code, use, place }: ScanRequest, claim?: Claim): Promise<ScannedCode> {
      const { realm } = actor
      const at = clock()
      const unknown = () => new Refusal('missing', 'city-codes.code-unknown', 'No open code is like this')
      const row = await store.findOpen(db, realm, hashOf(code), at)
      if (!row) throw unknown()
      const of = row.cardId ? 'card' : row.holderKind === 'natural' ? 'person' : 'firm'
      if (!mayScan(actor, { of }))
        throw new Refusal('forbidden', 'city-codes.venues-only', 'Only officials scan persons')
      const seen = await reveal(realm, row)
      const official = actor.kind === 'official'
      const by = official ? `${actor.posts[0]?.departmentName ?? ''} ${actor.name}`.trim() : '扫码的人'
      const shown = [
        ...(seen.of === 'person' ? ['姓名', '证件号码（脱敏）'] : []),
        ...seen.credentials.map(({ name, fields }) => `${name}：${fields.map(({ title }) => title).join('、')}`),
        ...(seen.credit ? ['信用名单'] : []),
      ]
      const scan: store.ScanRow = {
        ...{ id: newId(), codeId: row.id, holderParty: row.holderParty, cardId: row.cardId },
        ...{ byName: by, byAccount: official ? actor.accountId : null, use, place: place?.trim() || null, shown, at },
      }
      // Who looks at a person's data is in that person's log before anything is shown.
      if (of === 'person')
        await needs.logRead(actor, { partyId: row.holderParty, what: '城市码', purpose: `扫码${useNames[use]}` })
      const body = { format: 'zhengtong-scan/1', realm, id: scan.id, codeId: row.id, use, shown, at: at.toISOString() }
      const digest = cryptoSuite('GM').hash(bytesToSign(body))
      const answer = { ...seen, at: at.toISOString() }
      await inTransaction(db, async (tx) => {
        if (!(await store.takeCode(tx, realm, row.id, { at, by }))) throw unknown()
        await store.insertScan(tx, realm, scan)
        await needs.ledger.append(tx, realm, [{ kind: 'city-codes.scan', subject: scan.id, digest }])
        await claim?.answer(tx, 200, answer)
      })
      return answer
    },

    async scans(actor: Actor, { limit, cursor }: Query): Promise<Page<CodeScan>> {
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectScans(db, actor.realm, await needs.partiesOf(actor), before, limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      return {
        ...page,
        items: page.items.map(({ id, byName, use, place, cardTitle, shown, at }) => ({
          ...{ id, by: byName, use, shown, at: at.toISOString() },
          ...(place ? { place } : {}),
          ...(cardTitle ? { card: cardTitle } : {}),
        })),
      }
    },

    /** A code nobody scanned is nobody's business after a day. */
    sweep: () => store.deleteUnseen(db, new Date(clock().getTime() - unseenKept)),
  }
}
export type CityCodes = ReturnType<typeof createCityCodes>

export const isOver = (card: store.CardRow, now: Date) => card.revokedAt !== null || card.validTo <= now
