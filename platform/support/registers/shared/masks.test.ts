import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CompiledQuery } from 'kysely'
import { type MaskKind, mask } from '#kernel/masks.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { maskExpression, textMasks } from './masks.ts'
import { suppress } from './suppression.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase([])
})
after(() => database.close())

const texts = [
  ...['', '张', '张三', '欧阳娜', '欧阳娜娜', '𠮷田', '𠮷', '19900000001', '0769-2222 3333', '12345', '1234567'],
  ...['999900198803120018', '6222 0200 0000 1234', 'a@x.cn', 'zhang.san@example.com', '@x.cn', 'no-at', 'a@b@c.cn'],
  ...[
    '东莞市南城街道虚构路1号',
    '广东省东莞市莞城街道虚构巷1号',
    '景德镇市昌江区虚构路',
    '新乡市某路',
    '某处',
    '虎门镇虚构村',
  ],
]

test('each mask of the statement gives what the kernel gives', async () => {
  for (const kind of Object.keys(textMasks) as MaskKind[]) {
    const { rows } = await database.db.executeQuery<{ given: string; masked: string }>(
      CompiledQuery.raw(
        `select given, ${maskExpression(kind as 'name', 'given')} as masked from unnest($1::text[]) as t (given)`,
        [texts],
      ),
    )
    assert.equal(rows.length, texts.length)
    for (const { given, masked } of rows) assert.equal(masked, mask(kind, given), `${kind}: ${given}`)
  }
})

test('a small group never goes alone, so that nobody works it out from the whole', () => {
  const counts = (...all: number[]) =>
    suppress(
      all.map((count) => ({ count })),
      5,
    )
  assert.deepEqual(counts(9, 5, 7), { kept: [{ count: 9 }, { count: 5 }, { count: 7 }], suppressed: 0 })
  assert.deepEqual(counts(9, 3, 7), { kept: [{ count: 9 }], suppressed: 2 })
  assert.deepEqual(counts(9, 3, 1), { kept: [{ count: 9 }], suppressed: 2 })
  assert.deepEqual(counts(2), { kept: [], suppressed: 1 })
})
