import type { Cast, Made } from './made.ts'

/** A draft of the city's, which a town's manager does not learn of. */
export async function makeDesigns({ manager }: Cast): Promise<Made> {
  const { body } = await manager.post('/designs/flow', { key: 'honey-workshop' })
  return {
    ids: [[/\/designs\//, { kind: 'flow', key: 'honey-workshop', version: '1' }]],
    bodies: {
      beginDesign: { key: 'knocked-at', title: '敲门的流程' },
      saveDesign: { text: body.text, revision: 1 },
      simulateDesign: { happens: [] },
      checkDesign: { text: body.text },
      // Of a revision that never was: who may knock is asked, and the draft stays for the next.
      publishDesign: { revision: 999, reason: '谁能发布' },
    },
  }
}
