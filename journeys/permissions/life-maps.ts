import type { Cast, Made } from './made.ts'

export async function makeLifeMaps({ onBehalfOf }: Cast): Promise<Made> {
  return {
    ids: [[/\/life-maps\//, { map: 'person', stage: 'moving' }]],
    bodies: { dismissRecommendation: { itemId: '00000000-0000-4000-8000-000000000001', partyId: onBehalfOf } },
  }
}
