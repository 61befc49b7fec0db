import { type Ask, expectStatus, newKey } from '../client.ts'
import { confirm } from './people.ts'

/** The id of the talent item of the demo city. */
export async function talentItem(ask: Ask): Promise<string> {
  const found = expectStatus(await ask('GET', `/api/v1/items?q=${encodeURIComponent('人才入户')}&online=true`), 200)
  const item = found.items.find((each: { name: string }) => each.name === '人才入户核准')
  if (!item) throw new Error('The demo city has no item 人才入户核准')
  return item.id
}

export type Applicant = { token: string; answers: Record<string, unknown> }

/** Begins an application and answers its id: the first of the two requests. */
export async function beginTalent(ask: Ask, itemId: string, { token, answers }: Applicant): Promise<string> {
  return expectStatus(await ask('POST', '/api/v1/applications', { token, body: { itemId, answers, confirm } }), 201).id
}

export type Submitted = { caseId: string; caseNo: string; status: string; outcome?: string }

/** Submits it: the second. */
export async function submitTalent(ask: Ask, id: string, token: string, key = newKey()): Promise<Submitted> {
  return expectStatus(
    await ask('POST', `/api/v1/applications/${id}/submit`, { token, key, body: { consent: true } }),
    201,
  )
}
