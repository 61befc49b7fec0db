import type { Made } from './made.ts'

/** A hall in a town where neither the branch of another town nor its clerks have a window; nothing waits there. */
export async function makeHandovers(): Promise<Made> {
  const nobody = '00000000-0000-7000-8000-000000000000'
  return {
    ids: [
      [/handover-sheets/, { key: 'humen-centre', day: '2026-01-05', window: '1' }],
      [/handovers\/\{id/, { id: nobody }],
    ],
    bodies: {
      receiveResult: { caseNo: '441900-nobody', documents: [{ name: '许可证' }] },
      actOnHandover: { verb: 'return', reason: '无人领取' },
    },
  }
}
