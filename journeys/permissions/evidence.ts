import { createHash } from 'node:crypto'
import type { Cast, Made } from './made.ts'

export async function makeEvidence({ admin, url }: Cast): Promise<Made> {
  const channel = (key: string) => ({
    key,
    name: '业务追溯（演示）',
    purpose: '关键环节留痕',
    steps: [{ key: 'made', name: '形成' }],
  })
  await admin.post('/evidence/channels', channel('traces'))
  const draft = { name: '追溯系统（演示）', channels: ['traces'] }
  const { body: client } = await admin.post('/evidence/clients', draft)
  const item = { algorithm: 'SM3', digest: createHash('sm3').update('一件东西').digest('hex') }
  const answer = await fetch(`${url}/api/v1/evidence/anchors`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'traces', step: 'made', items: [item] }),
  })
  const { items } = (await answer.json()) as { items: { statement: { id: string } }[] }
  return {
    ids: [
      [/\/evidence\/anchors/, { id: items[0]!.statement.id }],
      [/\/evidence\/channels/, { key: 'traces' }],
      [/\/evidence\/clients/, { id: client.id }],
      [/\/chain-anchors/, { size: '1' }],
    ],
    bodies: {
      openEvidenceChannel: channel('more-traces'),
      closeEvidenceChannel: { closed: false },
      admitEvidenceClient: draft,
      changeEvidenceClient: { channels: ['traces'], stopped: false },
      anchorEvidence: { channel: 'traces', step: 'made', items: [item] },
    },
  }
}
