import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CallOutside, CaseService } from '#support/cases/index.ts'
import type { CredentialService, CredentialType } from '#support/credentials/index.ts'
import type { Business, CreditService } from '#support/credit/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import type { Identity } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Packs } from '#support/packs/index.ts'
import {
  type Asked,
  createQualifications,
  type QualificationNeeds,
  qualificationRoutes,
  type SourceAnswer,
} from '#support/qualifications/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Part } from './part.ts'

type Needs = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  compileFeel: CompileExpression
  officesOf: QualificationNeeds['officesOf']
  cases: CaseService
  credentials: CredentialService
  credit: CreditService
  identity: Identity
  ledger: Ledger
  packs: Packs
  registers: Registers
  numberOf: (realm: string, partyId: string) => Promise<string | undefined>
}

/** Whether somebody may do something, wired: asked of credentials, registers and credit, each by its own door. */
export function createQualificationPart(needs: Needs): Part & { qualify: CallOutside } {
  const { credentials, identity, packs, registers } = needs

  async function ofCredential(type: string, fields: readonly string[], asked: Asked): Promise<SourceAnswer> {
    const { actor, asker, subject, purpose, basis } = asked
    const { content } = await packs.get<CredentialType>('credential', type)
    await registers.noteRead(reader(actor, asker.name), {
      ...{ subject: subject.number, purpose, basis },
      ...{ what: `电子证照·${content.name}`, fields: ['编号', '状态', '有效期', ...fields] },
    })
    const party = await (subject.kind === 'legal'
      ? identity.parties.findByCode(actor.realm, subject.number)
      : identity.parties.findByIdNumber(actor.realm, subject.number))
    const held = party ? await credentials.heldOf(actor.realm, party.id, type) : []
    return {
      ...{ kind: 'credential', label: content.name, status: held.length > 0 ? 'found' : 'missing' },
      version: held.map(({ number }) => number).join('、'),
      value: held.map(({ elements, ...known }) => ({
        ...known,
        ...Object.fromEntries(fields.map((field) => [field, elements[field] ?? null])),
      })),
    }
  }

  const ask: QualificationNeeds['ask'] = async (source, asked) => {
    const { actor, asker, subject, purpose, basis, caseNo } = asked
    if ('credential' in source) return ofCredential(source.credential, source.fields ?? [], asked)
    if ('credit' in source) {
      const { content } = await packs.get<Business>('credit-business', source.credit)
      const said = await needs.credit.consultations.look(actor, asker, {
        ...{ number: subject.number, business: source.credit, purpose, basis, ...(caseNo ? { caseNo } : {}) },
      })
      const label = `公共信用·${content.name}`
      return { kind: 'credit', label, status: said.known ? 'found' : 'missing', version: said.grade ?? '', value: said }
    }
    const { register, by, fields } = source
    const { status, rows, sourceLabel, version } = await registers.read(reader(actor, asker.name), {
      ...{ register, key: { [by]: subject.number }, fields, many: true, purpose, basis },
    })
    const value = status === 'unavailable' ? null : rows
    return { kind: 'register', label: sourceLabel, status, version, value }
  }

  const qualifications = createQualifications({
    ...needs,
    compileExpression: needs.compileFeel,
    ask,
    async appendLeaf(tx, realm, subject, said) {
      const digest = cryptoSuite('GM').hash(bytesToSign(said))
      const [leaf] = await needs.ledger.append(tx, realm, [{ kind: 'qualification.checked', subject, digest }])
      return leaf!.hash
    },
  })

  /** `qualifications.check` of a flow: input `check`; answers `answer`, and by key what is unmet and what cannot be told. */
  const qualify: CallOutside = async ({ realm, caseId, inputs }) => {
    const { current } = await needs.cases.whole.out(realm, caseId)
    const { id: _, no, item, party, submittedAt } = current
    try {
      const said = await qualifications.checkFor(
        systemActor(realm),
        { id: item.departmentId, name: item.departmentName },
        {
          ...{ check: String(inputs.check), number: (await needs.numberOf(realm, party.partyId)) ?? '' },
          ...{ purpose: `办件 ${no}：${item.name}`.slice(0, 200), basis: '申请人提交申请时同意核验', caseNo: no },
          consent: { form: 'application', reference: no, on: cityDate(submittedAt) },
        },
      )
      const keys = (state: string) => said.findings.filter((each) => each.state === state).map(({ key }) => key)
      return { result: { id: said.id, answer: said.answer, unmet: keys('unmet'), unknown: keys('unknown') } }
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      return { failure: { code: error.code, message: error.message } }
    }
  }

  return { routes: [qualificationRoutes(qualifications)], qualify }
}

/** The platform looks for an office or a program; the log of whom it is about names that, and not us. */
function reader(actor: Actor, name: string): Actor {
  if (actor.kind === 'program') return actor
  return { ...systemActor(actor.realm), accountId: actor.accountId, name, ...(actor.ip ? { ip: actor.ip } : {}) }
}
