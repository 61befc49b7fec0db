import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually } from '../people.ts'
import type { Cast, Made } from './made.ts'

const firm = { number: '92441900MADEM00115', name: '东莞市测试餐饮店（演示）' }
const other = { number: '91441900MADEM0118K', name: '东莞市测试建筑工程有限公司（演示）' }

/** A fact and a proposed listing of the owner's firm, its score, and a watch of the decider's office. */
export async function makeCredit({ owner, decider, onBehalfOf }: Cast): Promise<Made> {
  const reason = '演示认定理由'
  const { status, body: listing } = await decider.post('/credit/listings', { ...firm, list: 'wage-arrears', reason })
  assert.equal(status, 201, JSON.stringify(listing))
  const { body: watch } = await decider.post('/credit/watches', { ...firm, reason: '重点监管' })
  const file = await eventually(async () => {
    const { body } = await owner.get(`/me/credit?partyId=${onBehalfOf}`)
    return body.score && body.facts.length > 0 ? body : undefined
  })
  const ask = { number: firm.number, purpose: '核对', basis: '信用监管' }
  return {
    ids: [
      [/\/credit\/benefit-uses/, { id: randomUUID() }],
      [/\/credit\/entities/, { code: firm.number }],
      [/\/credit\/listings/, { id: listing.id }],
      [/\/credit\/watches/, { id: watch.id }],
      [/\/credit\/scores/, { id: file.score.id }],
      [/\/credit\/(duties|warnings)/, { id: randomUUID() }],
    ],
    bodies: {
      raiseCreditRequest: { kind: 'objection', about: 'fact', aboutId: file.facts[0].id, statement: '不是我们' },
      answerCreditListing: { statement: '没有拖欠' },
      consultCredit: { ...ask, business: 'permit' },
      showCreditBenefit: { benefit: 'loan', partyId: onBehalfOf },
      checkCreditBenefit: { code: 'x'.repeat(24) },
      reportBenefitUse: { outcome: 'used' },
      reportCreditDuty: { applied: true, how: '已执行' },
      openCreditFile: ask,
      issueMyCreditReport: { purpose: '投标' },
      issueCreditReport: { ...ask, name: firm.name },
      recordCreditFact: {
        ...{ ...other, kind: 'late-report', title: '未报', reference: '演示〔2026〕77号', happenedOn: '2026-07-02' },
        details: { year: '2025' },
      },
      importCreditFacts: { csv: 'number,name,kind,title,reference,happened_on\n' },
      proposeCreditListing: { ...other, list: 'serious-breach', reason },
      tryCreditScore: ask,
      watchCredit: { ...other, reason: '重点监管' },
      handleCreditWarning: { how: '已约谈' },
    },
  }
}
