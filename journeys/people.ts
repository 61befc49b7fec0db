import assert from 'node:assert/strict'
import type { Person } from './client.ts'

/** A small real PDF of one empty page, for uploads. */
export const layoutPdf = new TextEncoder().encode(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 240 160]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
    '',
  ].join('\n'),
)

/** The id of the item among the first hits for some words whose name is as given. */
export async function findItem(person: Person, words: string, name = words): Promise<string> {
  const { body } = await person.get(`/items?q=${encodeURIComponent(words)}&limit=5`)
  const found = body.items.find((each: { name: string }) => each.name.startsWith(name))
  assert.ok(found, `${name} is not among the first hits for ${words}: ${JSON.stringify(body)}`)
  return found.id
}

/** The party this person acts for, by part of its name. */
export async function partyOf(person: Person, name: string): Promise<string> {
  const { body } = await person.get('/me')
  const found = body.mayActFor.find((each: { name: string }) => each.name.includes(name))
  assert.ok(found, `may not act for ${name}`)
  return found.partyId
}

/** Does a verb that is open to this person now. */
export async function act(person: Person, caseId: string, verb: string, more: Record<string, unknown> = {}) {
  const { body } = await person.get(`/cases/${caseId}`)
  const may = body.may?.find((each: { verb: string }) => each.verb === verb)
  assert.ok(may, `${verb} is not open: ${JSON.stringify(body.may ?? body)}`)
  const input = {
    verb,
    expectedVersion: body.version,
    ...(may.taskId === undefined ? {} : { taskId: may.taskId }),
    ...more,
  }
  return person.post(`/cases/${caseId}/acts`, input)
}

/** Does an act of the law beside the flow that is open to this person now. */
export async function proceed(person: Person, caseId: string, verb: string, more: Record<string, unknown> = {}) {
  const { body } = await person.get(`/cases/${caseId}`)
  const may = body.mayProceed?.find((each: { verb: string }) => each.verb === verb)
  assert.ok(may, `${verb} is not open: ${JSON.stringify(body.mayProceed ?? body)}`)
  const id = may.id === undefined ? {} : { id: may.id }
  return person.post(`/cases/${caseId}/procedures`, { verb, expectedVersion: body.version, ...id, ...more })
}

/** A wise wait: asks until the answer is there, at most thirty seconds. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('It did not come about within thirty seconds')
}

export const talentAnswers = {
  path: 'education',
  educationLevel: 'bachelor',
  abroad: false,
  placeKind: 'employer-collective',
  placeDivision: '441900401000',
  familyMoving: false,
}

export const foodAnswers = {
  siteDivision: '441900004000',
  siteAddress: '南城街道示例路26号103铺',
  areaM2: 86.5,
  prepackagedOnly: false,
  format: 'catering',
  items: ['hot'],
  simpleOnly: false,
  staff: [{ name: '沈样例', idNumber: '999900199401010080', role: 'officer' }],
  selfCheck: { place: true, equipment: true, rules: true, layout: true },
  online: false,
  complaintPhone: '076900000000',
}

export const siteCheck = {
  checkedOn: '2026-11-20',
  inspectors: [{ name: '丁小满演示' }, { name: '罗芒种演示' }],
  place: { fits: 'yes' },
  equipment: { fits: 'yes' },
  people: { fits: 'yes' },
  layout: { fits: 'yes' },
  result: 'fit',
}
