import assert from 'node:assert/strict'
import type { Person } from './client.ts'
import { findItem, foodAnswers, layoutPdf, partyOf } from './people.ts'

/** What the joint form asks, for a restaurant whose sign bears its own name only. */
export const restaurantAnswers = {
  siteDivision: foodAnswers.siteDivision,
  siteAddress: foodAnswers.siteAddress,
  areaM2: 86.5,
  items: ['hot'],
  simpleOnly: false,
  staff: foodAnswers.staff,
  selfCheck: foodAnswers.selfCheck,
  online: false,
  complaintPhone: '076900000000',
  outletNode: 'DEMO-WS-0001',
  diameterMm: 200,
  flowM3d: 6,
  well: true,
  signKind: 'own',
}

export const restaurantUploads = ['layout', 'pretreatment', 'hidden-works', 'quality-report']

/** Begins the joint application for the firm, answered, with its materials and confirmations; answers its path. */
export async function fillRestaurant(agent: Person, more: Record<string, unknown> = {}): Promise<string> {
  const itemId = await findItem(agent, '开办餐饮店')
  const { status, body } = await agent.post('/applications', {
    itemId,
    onBehalfOf: await partyOf(agent, '测试餐饮店'),
  })
  assert.equal(status, 201, JSON.stringify(body))
  const path = `/applications/${body.id}`
  await agent.patch(path, { answers: { ...restaurantAnswers, ...more }, confirm: ['rules', 'safety'] })
  const uploads = more.signKind === 'brand' ? [...restaurantUploads, 'effect', 'carrier'] : restaurantUploads
  for (const key of uploads) await agent.upload('PUT', `${path}/materials/${key}`, `${key}.pdf`, layoutPdf)
  return path
}

export async function submitRestaurant(agent: Person, more: Record<string, unknown> = {}): Promise<string> {
  const path = await fillRestaurant(agent, more)
  const { status, body } = await agent.post(`${path}/submit`, { consent: true })
  assert.equal(status, 201, JSON.stringify(body))
  return body.caseId
}
