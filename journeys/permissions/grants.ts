import type { Cast, Made } from './made.ts'

export async function makeGrants({ owner, intake, letterId }: Cast): Promise<Made> {
  const { body: letter } = await owner.get(`/credentials/${letterId}`)
  const code = letter.credential.record.verifyCode
  const wanted = { verifyCode: code, fields: ['number'], purpose: '核对文书编号', days: 7, maxUses: 1 }
  const { body } = await intake.post('/grant-asks', wanted)
  return {
    ids: [
      [/\/askable/, { code }],
      [/\/grant-asks/, { id: body.id }],
    ],
    bodies: { askForGrant: wanted, answerGrantAsk: { agree: false } },
  }
}
