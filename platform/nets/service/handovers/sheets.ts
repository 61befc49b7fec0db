import { createHash } from 'node:crypto'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { HandoverSheet } from './contract.ts'
import type { HandoverNeeds } from './needs.ts'
import { mayHandOver, mayLook, mayTakeOver } from './policy.ts'
import * as store from './store.ts'

const lineOf = (row: store.HandoverTable, at: Date | null) => ({
  ...{ caseNo: row.case_no, itemName: row.item_name, person: mask('name', row.person_name) },
  ...{ documents: row.documents.length, at: (at ?? row.received_at).toISOString() },
})

/** What a window received, handed over and returned on a day, and what it had left in the evening. */
export function sheetOf(
  rows: readonly store.HandoverTable[],
  { day, window }: Pick<store.SheetKey, 'day' | 'window'>,
): store.SheetContent {
  const endedHere = (state: string) =>
    rows
      .filter((row) => row.state === state && row.ended_on === day && row.ended_window === window)
      .map((row) => lineOf(row, row.ended_at))
  const ofWindow = rows.filter((row) => row.received_window === window)
  return {
    received: ofWindow.filter((row) => row.received_on === day).map((row) => lineOf(row, null)),
    handed: endedHere('handed'),
    returned: endedHere('returned'),
    left: ofWindow.filter((row) => row.ended_on === null || row.ended_on > day).map((row) => lineOf(row, null)),
  }
}

/** 每日交接单: frozen when the clerk who leaves signs it, taken over by another. */
export function createSheets(needs: HandoverNeeds) {
  const { db, clock } = needs

  async function pointFor(actor: Actor, key: string, window: string) {
    const point = await needs.getPoint(key)
    const tree = await needs.territory()
    if (!mayLook(actor, point, tree)) throw new Refusal('forbidden', 'handovers.forbidden', `No post at ${key}`)
    if (!point.results || !point.windows.some(({ no }) => no === window))
      throw new Refusal('missing', 'handovers.not-here', `${key} has no window ${window} that hands over results`)
    return { point, clerk: mayHandOver(actor, point, tree) }
  }

  async function get(actor: Actor, of: Omit<store.SheetKey, 'realm'>): Promise<HandoverSheet> {
    const key = { ...of, realm: actor.realm }
    const { point, clerk } = await pointFor(actor, of.point, of.window)
    const signed = await store.findSheet(db, key)
    const content = signed?.content ?? sheetOf(await store.listOfWindow(db, key), key)
    const maySign = clerk && !signed && of.day <= cityDate(clock())
    const mayTake = clerk && signed !== undefined && !signed.taken_by && mayTakeOver(actor, signed.signed_by)
    return {
      ...{ point: of.point, pointName: point.name, day: of.day, window: of.window, ...content },
      ...(signed
        ? {
            signed: {
              by: signed.signed_name,
              at: signed.signed_at.toISOString(),
              digest: signed.digest.toString('hex'),
            },
          }
        : {}),
      ...(signed?.taken_at ? { takenOver: { by: signed.taken_name ?? '', at: signed.taken_at.toISOString() } } : {}),
      may: [...(maySign ? (['sign'] as const) : []), ...(mayTake ? (['take-over'] as const) : [])],
    }
  }

  const note = (tx: Tx, actor: Actor, act: string, { realm: _, ...key }: store.SheetKey, digest: Buffer) =>
    needs.recordAudit(tx, actor, {
      ...{ action: `handovers.sheet-${act}`, objectType: 'handover-sheet', objectId: subjectOf(key) },
      after: { ...key, digest: digest.toString('hex') },
    })

  async function sign(actor: Actor, of: Omit<store.SheetKey, 'realm'>): Promise<HandoverSheet> {
    const key = { ...of, realm: actor.realm }
    if (!(await get(actor, of)).may.includes('sign')) throw await refused(actor, of)
    await inTransaction(db, async (tx) => {
      await store.holdWindow(tx, key)
      if (await store.findSheet(tx, key)) throw notNow()
      const content = sheetOf(await store.listOfWindow(tx, key), key)
      const digest = createHash('sha256').update(canonicalJson(content)).digest()
      await store.insertSheet(tx, key, { content, digest, by: actor.accountId, name: actor.name, at: clock() })
      await needs.appendLeaf(tx, { realm: key.realm, kind: 'handover-sheet', subject: subjectOf(of), digest })
      await note(tx, actor, 'sign', key, digest)
    })
    return get(actor, of)
  }

  async function takeOver(actor: Actor, of: Omit<store.SheetKey, 'realm'>): Promise<HandoverSheet> {
    const key = { ...of, realm: actor.realm }
    const sheet = await get(actor, of)
    if (!sheet.may.includes('take-over') || !sheet.signed) throw await refused(actor, of)
    const digest = Buffer.from(sheet.signed.digest, 'hex')
    await inTransaction(db, async (tx) => {
      if (!(await store.takeOverSheet(tx, key, { by: actor.accountId, name: actor.name, at: clock() }))) throw notNow()
      await needs.appendLeaf(tx, { realm: key.realm, kind: 'handover-sheet-taken', subject: subjectOf(of), digest })
      await note(tx, actor, 'take-over', key, digest)
    })
    return get(actor, of)
  }

  /** A supervisor may look and signs nothing. */
  async function refused(actor: Actor, of: Omit<store.SheetKey, 'realm'>): Promise<Refusal> {
    const { clerk } = await pointFor(actor, of.point, of.window)
    return clerk ? notNow() : new Refusal('forbidden', 'handovers.forbidden', `No window post at ${of.point}`)
  }

  return { get, sign, takeOver }
}

const subjectOf = ({ point, day, window }: Omit<store.SheetKey, 'realm'>) => `${point}/${day}/${window}`
const notNow = () => new Refusal('conflict', 'handovers.sheet-not-now', 'Not to be signed by this clerk now')
