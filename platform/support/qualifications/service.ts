import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CompileExpression } from '../forms/contract.ts'
import type { Packs } from '../packs/index.ts'
import type { CheckInput, CheckType, CheckView, SourceSaid } from './contract.ts'
import type { DeclaredCheck, Source } from './declared.ts'
import { judge } from './judge.ts'
import { handlers, mayCheck } from './policy.ts'
import { type CheckedRow, insertChecked, listChecked } from './store.ts'

export type Subject = { kind: 'legal' | 'natural'; number: string }
/** For whom it is asked: the office whose business it is, or the program. */
export type Asker = { id: string; name: string }
export type Asked = { actor: Actor; asker: Asker; subject: Subject; purpose: string; basis: string; caseNo?: string }
/** What a source said: `value` is what rules see, null when it did not answer. */
export type SourceAnswer = Omit<SourceSaid, 'name' | 'at'> & { value: unknown }

export type QualificationNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  packs: Pick<Packs, 'find' | 'list'>
  compileExpression: CompileExpression
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  /** Asks one source; each writes in the log of whom it is about who read what, and why, before it answers. */
  ask: (source: Source, asked: Asked) => Promise<SourceAnswer>
  /** A leaf of the public log; answers its hash. */
  appendLeaf: (tx: Tx, realm: string, subject: string, said: unknown) => Promise<string>
}

export type Qualifications = ReturnType<typeof createQualifications>

/** 资格审核: "may this person or firm do X?", asked once over credentials, credit and registers, and answered with reasons. */
export function createQualifications(needs: QualificationNeeds) {
  const { db, clock, packs } = needs

  async function check(actor: Actor, input: CheckInput, claim?: Claim): Promise<CheckView> {
    if (!mayCheck(actor)) throw new Refusal('forbidden', 'qualifications.forbidden', 'Not with these posts')
    const post = actor.posts.find(({ role }) => handlers.includes(role))
    const asker = post
      ? { id: post.departmentId, name: post.departmentName }
      : { id: actor.accountId, name: actor.name }
    return checkFor(actor, asker, input, claim)
  }

  /** The same for the platform's own work, in the name of an office. */
  async function checkFor(actor: Actor, asker: Asker, input: CheckInput, claim?: Claim): Promise<CheckView> {
    const found = await packs.find<DeclaredCheck>('qualification', input.check)
    if (!found) throw new Refusal('missing', 'qualifications.missing', `No check ${input.check}`)
    const { content: declared } = found
    const subject = subjectOf(input.number)
    if (subject.kind !== declared.appliesTo)
      throw new Refusal(
        'invalid',
        'qualifications.not-for-them',
        `${declared.key} is for ${declared.appliesTo} parties`,
      )
    if (declared.ground === 'consent' && !input.consent)
      throw new Refusal('invalid', 'qualifications.no-consent', `${declared.key} rests on consent`)
    const { purpose, basis, consent, caseNo } = input
    const asked: Asked = { actor, asker, subject, purpose, basis, ...(caseNo ? { caseNo } : {}) }
    const answers = await Promise.all(
      Object.entries(declared.sources).map(async ([name, source]) => {
        const { value, ...said } = await needs.ask(source, asked)
        return { value, said: { name, ...said, at: clock().toISOString() } }
      }),
    )
    const values = Object.fromEntries(answers.map(({ said, value }) => [said.name, value]))
    const { answer, findings } = judge(declared, values, cityDate(clock()), needs.compileExpression)
    const row: Omit<CheckedRow, 'leaf_hash'> = {
      ...{ realm: actor.realm, id: needs.newId(), check_key: declared.key, check_version: declared.version },
      subject_index: needs.secrets.blindIndex(subject.number),
      subject: subject.kind === 'legal' ? subject.number : mask('id-staff', subject.number),
      ...{ answer, findings, sources: answers.map(({ said }) => said), purpose, basis },
      ...{ consent: consent ?? null, case_no: caseNo ?? null, by_kind: actor.kind, by_account: actor.accountId },
      ...{ department_id: asker.id, by_name: asker.name, at: clock() },
    }
    return inTransaction(db, async (tx) => {
      const said = {
        ...{ format: 'zhengtong-qualification/1', id: row.id, check: declared.key, version: declared.version },
        ...{ answer, at: row.at.toISOString(), findings: findings.map(({ key, state }) => ({ key, state })) },
      }
      const whole = { ...row, leaf_hash: await needs.appendLeaf(tx, actor.realm, row.id, said) }
      const view = viewOf(whole, declared)
      await insertChecked(tx, whole)
      await claim?.answer(tx, 201, view)
      return view
    })
  }

  return {
    check,
    checkFor,
    async types(): Promise<CheckType[]> {
      const found = await packs.list<DeclaredCheck>('qualification')
      return found.map(({ content: { requirements, sources: _, examples: __, ...told } }) => ({
        ...told,
        requirements: requirements.map(({ key, name, nameEn, decisive = true, basis }) => ({
          ...{ key, name, nameEn, decisive, basis },
        })),
      }))
    },
    /** What my offices asked, the newest first. */
    async list(actor: Actor, query: { limit: number; cursor?: string }): Promise<Page<CheckView>> {
      if (!mayCheck(actor)) throw new Refusal('forbidden', 'qualifications.forbidden', 'Not with these posts')
      const departments = await needs.officesOf(actor, handlers)
      const [at, id] = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : []
      const rows = await listChecked(db, actor.realm, {
        ...{ departments, limit: query.limit + 1 },
        ...(at && id ? { before: { at, id } } : {}),
      })
      const page = pageOf(rows, query.limit, (row) => [row.at.toISOString(), row.id])
      const known = new Map((await packs.list<DeclaredCheck>('qualification')).map((each) => [each.key, each.content]))
      return { ...page, items: page.items.map((row) => viewOf(row, known.get(row.check_key))) }
    },
  }
}

function subjectOf(text: string): Subject {
  const code = parseCreditCode(text)
  if (code.ok) return { kind: 'legal', number: code.value.code }
  const person = parseCitizenId(text, '9999-12-31')
  if (person.ok) return { kind: 'natural', number: person.value.number }
  throw new Refusal('invalid', 'qualifications.bad-number', 'Neither a credit code nor a citizen ID')
}

function viewOf(row: CheckedRow, declared: Pick<DeclaredCheck, 'name' | 'nameEn'> | undefined): CheckView {
  return {
    ...{ id: row.id, check: row.check_key, version: row.check_version, subject: row.subject, answer: row.answer },
    ...{ name: declared?.name ?? row.check_key, nameEn: declared?.nameEn ?? row.check_key },
    ...{ findings: row.findings, sources: row.sources, purpose: row.purpose, basis: row.basis },
    ...(row.consent ? { consent: row.consent } : {}),
    ...(row.case_no ? { caseNo: row.case_no } : {}),
    ...{ by: row.by_name, at: row.at.toISOString(), leafHash: row.leaf_hash },
  }
}
