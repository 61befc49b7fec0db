import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CredentialLine } from '@zhengtong/platform/support/credentials/contract.ts'
import { expiringSoon } from './expiring.ts'

const line = (id: string, validTo?: string): CredentialLine => ({
  ...{ id, number: id, holder: '沈样例', holderPartyId: 'p', issuer: '局', issued: '2026-01-01', verifyCode: id },
  ...{ type: { key: 'k', name: '证', nameEn: 'Licence', kind: 'licence' }, issuedAt: '2026-01-01T00:00:00Z' },
  ...{ status: 'valid', demo: true, ...(validTo ? { validTo } : {}) },
})

test('what ends within ninety days is told, the first to end first; what ended or has no end is not', () => {
  const rows = [
    line('far', '2027-03-01'),
    line('last-day', '2026-11-22'),
    line('ninety', '2027-02-20'),
    line('over', '2026-11-21'),
    line('no-end'),
    line('ninety-one', '2027-02-21'),
  ]
  assert.deepEqual(
    expiringSoon(rows, '2026-11-22').map(({ row, days }) => [row.id, days]),
    [
      ['last-day', 0],
      ['ninety', 90],
    ],
  )
})
