import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mask, maskText } from './masks.ts'

test('a phone keeps the first three and the last four digits', () => {
  assert.equal(mask('phone', '13812345678'), '138****5678')
  assert.equal(mask('phone', '138 1234-5678'), '138****5678')
  assert.equal(mask('phone', '0769-22221234'), '0769****1234')
  assert.equal(mask('phone', '12345'), '***45')
})

test('staff see the ends of an ID, the public only one character at each end', () => {
  assert.equal(mask('id-staff', '11010519491231002X'), '110***********002X')
  assert.equal(mask('id-public', '11010519491231002X'), '1****************X')
})

test('a name of two characters keeps the first, a longer one both ends', () => {
  assert.equal(mask('name', '张三'), '张*')
  assert.equal(mask('name', '欧阳娜娜'), '欧**娜')
  assert.equal(mask('name', '李测试'), '李*试')
  assert.equal(mask('name', '王'), '*')
})

test('a rare character beyond the first plane counts as one', () => {
  assert.equal(mask('name', '𠮷田'), '𠮷*')
})

test('a bank card keeps its last four digits', () => {
  assert.equal(mask('card', '6222 0200 0000 0001 234'), '***************1234')
})

test('an address stops at the town or street', () => {
  assert.equal(mask('address', '广东省东莞市南城街道鸿福路99号'), '广东省东莞市南城街道****')
  assert.equal(mask('address', '浙江省衢州市龙游县湖镇镇大街1号'), '浙江省衢州市龙游县湖镇****')
  assert.equal(mask('address', '广东省广州市天河区天河路1号'), '广东省广州市天河区****')
  assert.equal(mask('address', '江西省景德镇市珠山区测试街道1号'), '江西省景德镇市珠山区测试街道****')
  assert.equal(mask('address', '幸福里3栋'), '****')
})

test('an e-mail keeps its first letter and the domain', () => {
  assert.equal(mask('email', 'anna@x.cn'), 'a***@x.cn')
  assert.equal(mask('email', 'no-at-sign'), '**********')
})

test('a text too short for its mask is hidden whole', () => {
  assert.equal(mask('id-staff', '1234567'), '*******')
  assert.equal(mask('name', ''), '')
})

test('in a text for everybody no number of a person is left', () => {
  const said = '我是999900198803120018，电话19900000001，卡6222020000000000000，信箱a.b@x.cn，窗口3等了90分钟'
  const shown = maskText(said)
  for (const hidden of ['999900198803120018', '19900000001', '6222020000000000000', 'a.b@x.cn'])
    assert.ok(!shown.includes(hidden), shown)
  assert.ok(shown.includes('窗口3等了90分钟'))
})
