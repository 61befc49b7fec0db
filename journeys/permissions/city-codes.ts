import type { Cast, Made } from './made.ts'

export async function makeCityCodes({ owner, letterId }: Cast): Promise<Made> {
  const { body: code } = await owner.post('/me/city-codes', {})
  const wanted = {
    title: '我的名片',
    chosen: [{ credentialId: letterId, fields: ['number'] }],
    validTo: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const { body: card } = await owner.post('/me/cards', wanted)
  return {
    ids: [
      [/\/me\/city-codes/, { id: code.id }],
      [/\/me\/cards/, { id: card.id }],
    ],
    bodies: { showCityCode: {}, scanCityCode: { code: 'x'.repeat(32), use: 'entry' }, makeCard: wanted },
  }
}
