import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldFile, KeptFile } from './file.ts'
import { ownMaterials } from './material.ts'

const held = (more: Partial<HeldFile> = {}): HeldFile => ({
  ...{ id: 'm1', name: '平面图', version: 1, hash: 'h1', fileName: 'a.pdf', mediaType: 'application/pdf', size: 9 },
  ...{ trust: 'C', at: new Date('2026-11-02T00:00:00Z'), current: true, caseId: 'c1', caseNo: 'N1', itemName: '事项' },
  ...more,
})
const kept = (more: Partial<KeptFile> = {}): KeptFile => ({
  ...{ realm: 'r', id: 'k1', partyId: 'p', name: '合同', hash: 'h2', fileName: 'b.pdf', mediaType: 'application/pdf' },
  ...{ size: 3, at: new Date('2026-11-03T00:00:00Z'), sealedHash: 's', sealedKey: Buffer.alloc(0) },
  ...more,
})

test('a file is there once, with every case that holds it and the best trust an office gave it', () => {
  const again = held({ id: 'm2', caseId: 'c2', caseNo: 'N2', trust: 'B', at: new Date('2026-11-05T00:00:00Z') })
  const [one, ...others] = ownMaterials([held(), again], [], new Map(), '2026-11-06')
  assert.deepEqual(others, [])
  assert.deepEqual(
    one?.uses.map(({ caseNo }) => caseNo),
    ['N2', 'N1'],
  )
  assert.equal(one?.trust, 'B')
})

test('only what no case holds may be deleted; what is past its day is not used again', () => {
  const validity = new Map([['h1', '2026-11-05']])
  const [mine, handedIn] = ownMaterials([held()], [kept()], validity, '2026-11-06')
  assert.deepEqual([mine?.may, handedIn?.may], [['reuse', 'set-expiry', 'delete'], ['set-expiry']])
  assert.deepEqual([mine?.expired, handedIn?.expired], [false, true])
  const [both] = ownMaterials([held()], [kept({ hash: 'h1' })], new Map(), '2026-11-06')
  assert.ok(!both?.may.includes('delete'))
})
