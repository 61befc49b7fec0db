import { randomUUID } from 'node:crypto'
import type { Made } from './made.ts'

/** Of a mandate between others; to sign one a second factor comes first, so that everybody here is told so. */
export async function makeMandates(): Promise<Made> {
  const child = { name: '赵小测', idNumber: '999900201805044017' }
  const terms = { acts: ['apply'], validTo: new Date(Date.now() + 86_400_000).toISOString(), reason: '演示' }
  return {
    ids: [[/\/me\/mandates/, { id: randomUUID() }]],
    bodies: {
      giveMandate: { agent: child, ...terms },
      askForMandate: { principal: child, ...terms },
      actForMyChild: { child },
    },
  }
}
