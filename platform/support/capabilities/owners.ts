import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { DeclaredCapability } from './capability.ts'
import type { AccessChange, Dependent, Deprecation, NewDeprecation } from './contract.ts'
import { deleteDeprecation, putDeprecation } from './deprecations/store.ts'
import { deprecationOut } from './list.ts'
import { selectByProgram } from './meter/store.ts'
import { type OpenApi, operationsOf } from './openapi.ts'
import { answersFor, ownerRoles, watcherRoles } from './policy.ts'
import { accessOut, programOut } from './programs/out.ts'
import * as store from './programs/store.ts'

const month = 30 * 86_400_000

/** A notice to whoever opened a program. */
export type TellOpener = (
  tx: Tx,
  notice: { accountId: string; title: string; titleEn: string; body: string; bodyEn: string },
) => Promise<void>

export type Owners = ReturnType<typeof createOwners>

/** What the department that answers for a capability does: see who uses it, throttle, stop, and say what goes away. */
export function createOwners(needs: {
  db: Db
  clock: Clock
  realm: string
  list: () => Promise<DeclaredCapability[]>
  officesOf: (actor: Pick<Actor, 'posts'>, roles: readonly PostRole[]) => Promise<string[]>
  recordAudit: RecordAudit
  tell: TellOpener
}) {
  const { db, clock, realm, recordAudit } = needs

  async function owned(actor: Actor, key: string, roles: readonly PostRole[]): Promise<DeclaredCapability> {
    const found = (await needs.list()).find((each) => each.key === key)
    if (!found) throw new Refusal('missing', 'capabilities.missing', `No capability ${key}`)
    if (!answersFor(actor, await needs.officesOf(actor, roles), found.departmentId))
      throw new Refusal('forbidden', 'capabilities.not-owner', `${key} is answered for by ${found.departmentId}`)
    return found
  }

  return {
    async dependents(actor: Actor, key: string): Promise<Dependent[]> {
      await owned(actor, key, watcherRoles)
      const since = cityDate(new Date(clock().getTime() - month))
      const [users, counts, list] = await Promise.all([
        store.selectUsers(db, realm, key),
        selectByProgram(db, key, since),
        needs.list(),
      ])
      return users.map((row) => ({
        program: programOut(row),
        access: accessOut(row, { list, today: 0 }),
        ...(counts.get(row.program_id) ?? { calls: 0, failed: 0 }),
      }))
    },

    /** Throttles, prolongs, stops or lets go on; whoever opened the program is told why. */
    async change(actor: Actor, key: string, programId: string, change: AccessChange): Promise<Dependent['access']> {
      const { name, nameEn } = await owned(actor, key, ownerRoles)
      const list = await needs.list()
      const { perDay, perSecond, operations, until, stopped, reason } = change
      const row = await inTransaction(db, async (tx) => {
        const [program, before] = [
          await store.selectProgram(tx, realm, programId),
          await store.selectAccess(tx, programId, key),
        ]
        if (!program || !before)
          throw new Refusal('missing', 'capabilities.program-missing', `${programId} does not use ${key}`)
        const after: store.AccessRow = {
          ...before,
          ...{ per_day: perDay ?? before.per_day, per_second: perSecond ?? before.per_second },
          ...{ operations: operations ?? before.operations, until: until ?? before.until },
          ...(stopped === true ? { stopped_at: clock(), stop_reason: reason } : {}),
          ...(stopped === false ? { stopped_at: null, stop_reason: null } : {}),
        }
        await store.updateAccess(tx, after)
        const note = { action: 'program.change-access', objectType: 'program', objectId: programId }
        const said = (row: store.AccessRow) => accessOut(row, { list, today: 0 })
        await recordAudit(tx, actor, { ...note, before: said(before), after: { ...said(after), reason } })
        const quota = `${after.per_day}/天，${after.per_second}/秒`
        await needs.tell(tx, {
          accountId: program.opened_by,
          title: `“${program.name}”使用${name}的许可${after.stopped_at ? '被停用' : '有变化'}`,
          titleEn: `The access of “${program.name}” to ${nameEn} was ${after.stopped_at ? 'stopped' : 'changed'}`,
          body: `${reason}。现在的配额：${quota}。`,
          bodyEn: `${reason}. The quota is now ${after.per_day} a day and ${after.per_second} a second.`,
        })
        return after
      })
      return accessOut(row, { list, today: 0 })
    },

    /** Says that an operation, or all of it, goes away on a day; everybody who uses it is told. */
    async deprecate(actor: Actor, key: string, given: NewDeprecation, document: OpenApi): Promise<Deprecation> {
      const { name, nameEn, tags } = await owned(actor, key, ownerRoles)
      const { operation = '', sunset, words } = given
      const known = operationsOf(document).some(
        (each) => each.id === operation && each.tags.some((tag) => tags.includes(tag)),
      )
      if (operation && !known)
        throw new Refusal('missing', 'capabilities.operation-missing', `No operation ${operation}`)
      if (sunset < cityDate(new Date(clock().getTime() + month)))
        throw new Refusal('invalid', 'capabilities.bad-sunset', 'Thirty days at least')
      const row = {
        ...{ realm, capability: key, operation, since: cityDate(clock()), sunset, words },
        ...{ told_by: actor.accountId, told_at: clock() },
      }
      await inTransaction(db, async (tx) => {
        await putDeprecation(tx, row)
        await recordAudit(tx, actor, {
          action: 'capability.deprecate',
          objectType: 'capability',
          objectId: key,
          after: given,
        })
        for (const { opened_by: accountId } of await store.selectUsers(tx, realm, key))
          await needs.tell(tx, {
            accountId,
            title: `${name}${operation ? `的 ${operation}` : ''} 将在 ${sunset} 停用`,
            titleEn: `${nameEn}${operation ? `: ${operation}` : ''} goes away on ${sunset}`,
            ...{ body: words, bodyEn: words },
          })
      })
      return deprecationOut(row)
    },
    async keep(actor: Actor, key: string, operation: string): Promise<void> {
      await owned(actor, key, ownerRoles)
      await inTransaction(db, async (tx) => {
        if (!(await deleteDeprecation(tx, realm, key, operation)))
          throw new Refusal('missing', 'capabilities.operation-missing', 'Nothing of it goes away')
        await recordAudit(tx, actor, {
          action: 'capability.keep',
          objectType: 'capability',
          objectId: key,
          before: operation,
        })
      })
    },
  }
}
