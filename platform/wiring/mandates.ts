import { type Reaction, when } from '#ground/events.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import {
  createMandates,
  type Identity,
  MandateChanged,
  type MandateNeeds,
  mandateRoutes,
} from '#support/identity/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

type Words = { title: string; titleEn: string; body: string; bodyEn: string }

/** What the side that did not act is told; `who` is that of the other side. */
const words: Record<'asked' | 'in-force' | 'declined' | 'ended', (who: string) => Words> = {
  asked: (who) => ({
    title: `${who}请您授权，让他（她）替您办事`,
    titleEn: `${who} asks to act for you`,
    body: '在“我的授权”里看清范围和期限，再决定同意不同意。您不同意，什么都不会发生。',
    bodyEn: 'See what for and until when under “My mandates”. Unless you agree, nothing happens.',
  }),
  'in-force': (who) => ({
    title: `${who}的授权生效了`,
    titleEn: `A mandate with ${who} is in force`,
    body: '范围、期限和经办记录在“我的授权”里，随时可以收回。',
    bodyEn: 'What for, until when, and what was done is under “My mandates”; it can be ended at any time.',
  }),
  declined: (who) => ({
    title: `${who}的授权没有生效`,
    titleEn: `A mandate with ${who} did not come about`,
    body: '对方没有同意，或者收回了请求。',
    bodyEn: 'The other side did not agree, or withdrew the request.',
  }),
  ended: (who) => ({
    title: `${who}的授权已经结束`,
    titleEn: `A mandate with ${who} has ended`,
    body: '从现在起不能再凭它办事。以前办的事仍然有效，记录还在“我的授权”里。',
    bodyEn: 'It works no more. What was done under it stands, and is listed under “My mandates”.',
  }),
}

/** 授权委托, with what it needs of others: matters, the family register, the ledger, cases done under it, notices. */
export function createMandatePart(
  needs: Pick<Ground, 'db' | 'clock' | 'newId'> & {
    identity: Identity
    registers: Pick<Registers, 'read'>
    items: Pick<Items, 'getPublished'>
    cases: Pick<CaseService, 'actsFor'>
    ledger: Pick<Ledger, 'append'>
    notices: Pick<NoticeService, 'tell'>
  },
): Part & { mandates: ReturnType<typeof createMandates> } {
  const { identity, registers, items, cases, ledger, notices } = needs

  const childrenOf: MandateNeeds['childrenOf'] = async (actor, idNumber) => {
    const found = await registers.read(actor, {
      register: 'family-relation',
      key: { parent_id: idNumber },
      fields: ['child_id', 'child_name', 'child_birth_date'],
      many: true,
      purpose: '核验监护关系',
      basis: '民法典第23条、第27条',
    })
    if (found.status === 'unavailable') return undefined
    return found.rows.map((row) => ({
      idNumber: String(row.child_id),
      name: String(row.child_name),
      birthDate: String(row.child_birth_date),
    }))
  }

  const mandates = createMandates({
    ...{ ...needs, parties: identity.parties, recordAudit: identity.audit.record, childrenOf },
    itemName: (realm, id) =>
      items.getPublished(realm, id).then(
        ({ item }) => item.name,
        (error: unknown) => {
          if (error instanceof Refusal) return undefined
          throw error
        },
      ),
    actsFor: cases.actsFor,
    appendLeaf: (tx, realm, leaf) => ledger.append(tx, realm, [leaf]),
  })

  /** Who did not do it themself is told: the other side of a mandate. */
  const told: Reaction = when(MandateChanged, 'tell-other-side', async (tx, { realm, data }) => {
    const { principalPartyId, agentPartyId, byAccountId, state } = data
    const [principal, agent] = await Promise.all(
      [principalPartyId, agentPartyId].map((id) => identity.parties.getParty(realm, id)),
    )
    const [ofPrincipal, ofAgent] = await Promise.all(
      [principalPartyId, agentPartyId].map((id) => mandates.accountsOf(realm, id)),
    )
    for (const [accounts, other] of [
      [ofPrincipal, agent],
      [ofAgent, principal],
    ] as const)
      for (const accountId of accounts ?? [])
        if (accountId !== byAccountId && other)
          await notices.tell(tx, { realm, accountId, kind: `mandate.${state}`, ...words[state](other.name) })
  })

  return { mandates, routes: [mandateRoutes(mandates)], reactions: [told] }
}
