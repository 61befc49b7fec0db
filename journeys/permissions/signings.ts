import { randomUUID } from 'node:crypto'
import type { Cast, Made } from './made.ts'

export async function makeSignings({ letterId }: Cast): Promise<Made> {
  const half = 'A'.repeat(43)
  return {
    ids: [[/\/signings/, { id: randomUUID() }]],
    bodies: {
      beginSigning: {
        credentialId: letterId,
        reason: '签收',
        publicKey: { kty: 'EC', crv: 'P-256', x: half, y: half },
        pagesRead: 1,
      },
      finishSigning: { signature: `${'A'.repeat(86)}==` },
    },
  }
}
