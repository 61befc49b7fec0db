import type { Made } from './made.ts'

export async function makeNotices(): Promise<Made> {
  return {
    ids: [[/\/me\/.*(contacts|channels)\//, { channel: 'email' }]],
    bodies: {
      chooseChannel: { chosen: false },
      checkContact: { channel: 'email', address: 'pumpkin@example.com' },
      confirmContact: { code: '000000' },
    },
  }
}
