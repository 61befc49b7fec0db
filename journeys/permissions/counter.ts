import { findItem } from '../people.ts'
import type { Cast, Made } from './made.ts'

/** Somebody nobody has met: every other operation is about an application of another clerk. */
export async function makeCounter({ owner, intake }: Cast): Promise<Made> {
  const itemId = await findItem(owner, '高龄津贴')
  const who = { itemId, name: '秦测试', idNumber: '999900193803053019', identifiedBy: 'id-card' }
  const { body } = await intake.post('/counter-applications', who)
  return {
    ids: [[/counter-applications/, { id: body.id, key: 'card' }]],
    bodies: {
      beginAssisted: who,
      answerAssisted: { answers: {} },
      confirmAssisted: { code: '000000' },
      submitAssisted: { consent: true },
    },
  }
}
