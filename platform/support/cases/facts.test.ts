import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact } from './case.ts'
import { factsOf, factsRow } from './rows.ts'
import type { FactTable } from './tables.ts'

const seal = (value: unknown) => Buffer.from(JSON.stringify(value))
const open = (bytes: Buffer): unknown => JSON.parse(bytes.toString())

const of = { realm: '441900', case_id: '0192f0c0-0000-7000-8000-000000000001' }
const at = new Date('2026-11-22T01:02:03.004Z')
const known = { source: 'register/population/name', sourceLabel: '公安人口库', fetchedAt: at }
const name: Fact = { pointer: '/name', value: '王虚构', ...known, sourceVersion: '3' }
const level: Fact = { pointer: '/level', value: { title: null, months: 14 }, ...known }

test('facts that lie together come out as they went in', () => {
  const row = { ...of, ...factsRow([name, level], 1, seal) }
  assert.equal(row.source, null)
  assert.deepEqual(factsOf([row], open), [level, name])
})

test('of a fact that came again the newer counts, whether it lay alone or with others', () => {
  const alone = (pointer: string, version: number, value: unknown): FactTable => ({
    ...{ ...of, pointer, version, value: seal(value), source: 'applicant', source_label: '申请人填写' },
    ...{ source_version: null, fetched_at: at },
  })
  const together = (value: unknown, version: number) => ({ ...of, ...factsRow([{ ...name, value }], version, seal) })
  const said = { source: 'applicant', sourceLabel: '申请人填写', fetchedAt: at }
  assert.deepEqual(factsOf([alone('/age', 1, 30), alone('/name', 1, '旧'), together('新', 2)], open), [
    { pointer: '/age', value: 30, ...said },
    { ...name, value: '新' },
  ])
})
