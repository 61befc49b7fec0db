import type { Cast, Made } from './made.ts'

export async function makeFacts(_: Cast): Promise<Made> {
  return {
    ids: [[/\/fact-certificates/, { key: 'marriage-record' }]],
    bodies: { askForFact: { purpose: '子女入学', receiver: '演示小学' } },
  }
}
