import { cryptoSuite } from '#kernel/crypto/suites.ts'
import type { PromiseNeeds } from '#nets/service/promises/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { holderOf } from './holders.ts'

/** What promises ask of credentials and the ledger. */
export function forPromises(needs: {
  credentials: CredentialService
  identity: Identity
  ledger: Ledger
}): Pick<PromiseNeeds, 'issueLetter' | 'annulGranted' | 'appendLeaf'> {
  const { credentials, identity, ledger } = needs
  return {
    async issueLetter(tx, actor, { type, caseId, caseNo, departmentId, partyId, elements, reason }) {
      const holder = await holderOf(identity, actor.realm, partyId)
      const issued = await credentials.issue(tx, actor, {
        type,
        caseId,
        caseNo,
        departmentId,
        holder,
        elements,
        reason,
      })
      return { id: issued.credentialId, number: issued.number }
    },
    async annulGranted(tx, actor, caseId, reason) {
      const basis = '《中华人民共和国行政许可法》第六十九条第一款第四项；国办发〔2020〕42号'
      const { items } = await credentials.list(actor, { caseId, limit: 100 })
      const granted = items.filter(
        ({ type, status }) => type.kind !== 'letter' && ['valid', 'suspended'].includes(status),
      )
      for (const { id } of granted)
        await credentials.act(actor, id, { verb: 'annul', ground: 'unqualified', basis, reason }, tx)
      return granted.map(({ type, number }) => `${type.name}（${number}）`)
    },
    async appendLeaf(tx, { realm, kind, subject, said }) {
      await ledger.append(tx, realm, [{ kind, subject, digest: cryptoSuite('GM').hash(bytesToSign(said)) }])
    },
  }
}
