import type { Cast, Made } from './made.ts'

export async function makeCapabilities({ owner }: Cast): Promise<Made> {
  const trial = { name: '样例系统（演示）', purpose: '试一试接口', capabilities: ['items'] }
  const { body: program } = await owner.post('/me/programs', trial)
  const { body: other } = await owner.post('/me/programs', trial)
  const { body: made } = await owner.post(`/me/programs/${other.id}/keys`, { algorithm: 'hmac-sha256' })
  return {
    ids: [
      [/\/me\/programs\/\{id\}\/keys\/\{keyId\}/, { id: other.id, keyId: made.key.id }],
      [/\/me\/programs/, { id: program.id }],
      [/\/capabilities\/\{key\}/, { key: 'items', programId: program.id }],
    ],
    bodies: {
      openTrialProgram: trial,
      addProgramKey: { algorithm: 'hmac-sha256' },
      changeAccess: { perSecond: 2, reason: '演示' },
      deprecateCapability: { sunset: '2031-01-01', words: '换成新的' },
    },
  }
}
