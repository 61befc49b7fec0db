import assert from 'node:assert/strict'
import type { Person } from './client.ts'
import { findItem, layoutPdf } from './people.ts'

/** The invented honey workshop: questions first, a promise in place of a proof, a label that may follow. */
export const findHoney = (person: Person) => findItem(person, '蜂蜜加工坊登记')

export const honeyPlace = { division: '441900004000', address: '南城街道示例路1号' }

/** Begins as a small workshop and fills in the form; `more` goes with the last answer. */
export async function beginHoney(
  person: Person,
  given: { situations?: Record<string, string>; more?: Record<string, unknown> } = {},
): Promise<string> {
  const { situations = { size: 'small' }, more = {} } = given
  const started = await person.post('/applications', { itemId: await findHoney(person), situations })
  assert.equal(started.status, 201, JSON.stringify(started.body))
  const answered = await person.patch(`/applications/${started.body.id}`, { answers: honeyPlace, ...more })
  assert.equal(answered.status, 200, JSON.stringify(answered.body))
  return started.body.id
}

export async function hand(person: Person, application: string, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const sent = await person.upload('PUT', `/applications/${application}/materials/${key}`, `${key}.pdf`, layoutPdf)
    assert.equal(sent.status, 200, JSON.stringify(sent.body))
  }
}

export async function submitHoney(person: Person, application: string): Promise<string> {
  const { status, body } = await person.post(`/applications/${application}/submit`, { consent: true })
  assert.equal(status, 201, JSON.stringify(body))
  return body.caseId
}
