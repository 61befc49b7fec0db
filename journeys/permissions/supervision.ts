import type { Made } from './made.ts'

/** A notice and a case that nobody has. */
export async function makeSupervision(): Promise<Made> {
  const nobody = '00000000-0000-7000-8000-000000000000'
  return {
    ids: [[/supervision-notices/, { id: nobody }]],
    bodies: {
      issueSupervisionNotice: { caseId: nobody, demand: '请说明办理情况' },
      actOnSupervisionNotice: { verb: 'answer', words: '已经在办理了', expectedVersion: 1 },
    },
  }
}
