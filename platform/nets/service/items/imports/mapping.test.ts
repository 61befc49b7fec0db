import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guangan } from './guangan.ts'
import { guangdong } from './guangdong.ts'
import { mapRecord } from './mapping.ts'

const row = {
  TASK_CODE: '11440000006939756B2440101007000',
  TASK_NAME: '示例事项',
  TASK_TYPE: '01',
  TASK_TYPE_TEXT: '行政许可',
  DEPT_NAME: '示例委员会',
  AREACODE: '440000',
}

function item(record: unknown, catalogue = guangdong) {
  const mapped = mapRecord(catalogue, record)
  assert.ok(mapped.ok, mapped.ok ? '' : `${mapped.reason} ${mapped.detail}`)
  return { ...mapped, names: mapped.repairs.map(({ repair }) => repair) }
}
const reason = (record: unknown) => {
  const mapped = mapRecord(guangdong, record)
  return mapped.ok ? undefined : mapped.reason
}

test('a row that says little is loaded with what it says and no repair', () => {
  const { item: mapped, names, key } = item(row)
  assert.equal(key, row.TASK_CODE)
  assert.deepEqual(names, [])
  assert.equal(mapped.type, '01')
  assert.equal(mapped.authority.divisionCode, '440000000000')
  assert.equal(mapped.fee.charged, undefined, 'silence on fees is not "free"')
  assert.equal(mapped.handling.online, false)
})

test('what no item can be without refuses the row with its reason', () => {
  assert.equal(reason([]), 'not-an-object')
  assert.equal(reason('text'), 'not-an-object')
  assert.equal(reason(null), 'not-an-object')
  assert.equal(reason({}), 'code-missing')
  assert.equal(reason({ ...row, TASK_CODE: '无' }), 'code-missing')
  assert.equal(reason({ ...row, TASK_NAME: '', matter_name: null }), 'name-missing')
  assert.equal(reason({ ...row, DEPT_NAME: [] }), 'authority-missing')
})

test('the types of the portal are those of the national table, whatever its numbers', () => {
  assert.equal(item({ ...row, TASK_TYPE: '21', TASK_TYPE_TEXT: '公共服务' }).item.type, '20')
  assert.equal(item({ ...row, TASK_TYPE: '20', TASK_TYPE_TEXT: null }).item.type, '10')
  const unknown = item({ ...row, TASK_TYPE: 'X', TASK_TYPE_TEXT: '别的' })
  assert.deepEqual([unknown.item.type, unknown.names], ['10', ['type-assumed-other']])
})

test('any shape in any field is loaded or refused, never thrown, and fits the schema', () => {
  const values = [
    null,
    '',
    '无',
    0,
    -1,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
    [[['x']]],
    '<b>x</b>',
    '\u0000',
    '\ud800',
    '长'.repeat(300_000),
  ]
  const fields =
    'TASK_CODE TASK_NAME TASK_TYPE_TEXT TASK_TYPE DEPT_NAME AREACODE CATAID parentCatalogId URL visit_number handle_location handle_time handle_time_limit accept_standard consult_phone complain_phone courier_service online_book online_book_addr ONLINECHECK theme_category service_object_name material_intro co_department matter_short matter_daily matter_code matter_level subCatalogName bear_paltform'
  for (const field of fields.split(' '))
    for (const value of values) {
      const mapped = mapRecord(guangdong, { ...row, [field]: value })
      const stored = mapped.ok ? JSON.stringify(mapped) : mapped.reason
      assert.notEqual(stored, 'does-not-fit', `${field}: ${String(mapped.ok ? '' : mapped.detail)}`)
      assert.doesNotMatch(stored, /\\u0000|\\ud[89ab]/i, field)
    }
})

test('the two readings of a row are the same text, so that an unchanged row is known', () => {
  const rich = { ...row, accept_standard: '《示例条例》第一条', material_intro: '甲；乙', consult_phone: '1；2' }
  assert.equal(JSON.stringify(item(rich)), JSON.stringify(item(structuredClone(rich))))
})

test('a code of 广安 keeps its parts: catalogue, division and the department’s credit code', () => {
  const code = '511A0138000000-511602000000-000-11511301008778183N-1-00'
  const { item: mapped, names } = item(
    {
      item_code: code,
      name: '示例',
      department: '示例局',
      main_item: '未分类',
      task_type: '1',
      dept_code: '008778183',
    },
    guangan,
  )
  assert.deepEqual(mapped.codes, { localTaskCode: code, localCatalogCode: '511A0138000000' })
  assert.deepEqual([mapped.authority.code, mapped.authority.localCode], ['11511301008778183N', '008778183'])
  assert.deepEqual([mapped.type, mapped.authority.divisionCode], ['01', '511602000000'])
  assert.deepEqual(names, ['department-code-from-item-code'])
})
