import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citationsIn } from './citations.ts'
import { cleanLine, cleanList, cleanText, cleanUrl } from './clean.ts'
import { placeCode } from './codes.ts'
import { parsePhones } from './phones.ts'
import { type Note, noteRepairs } from './repairs.ts'

function noting<Result>(work: (note: Note) => Result) {
  const { note, repairs } = noteRepairs()
  return { value: work(note), repairs: repairs.map(({ repair }) => repair), noted: repairs }
}

test('the words that stand for nothing become nothing', () => {
  for (const word of ['无', '暂无', '无。', '/', '--', 'null', 'N/A'])
    assert.deepEqual(
      noting((note) => cleanText(word, 'name', note)),
      {
        value: undefined,
        repairs: ['none-word-emptied'],
        noted: [{ repair: 'none-word-emptied', field: 'name', before: word }],
      },
    )
  assert.equal(noting((note) => cleanText('无人机飞行审批', 'name', note)).value, '无人机飞行审批')
})

test('markup is taken out of a text, but angle brackets inside a title of a law stay', () => {
  const html = '<p class="a">一、申请表</p><script>alert(1)</script>二、&nbsp;证照&lt;原件&gt;<br/>三'
  const { value, repairs } = noting((note) => cleanText(html, 'conditions', note))
  assert.equal(value, '一、申请表\n 二、 证照<原件>\n三')
  assert.deepEqual(repairs, ['markup-removed'])
  const title = '《广东省实施<中华人民共和国海洋环境保护法>办法》'
  assert.deepEqual(noting((note) => cleanText(title, 'conditions', note)).repairs, [])
})

test('control characters, CRs and lone surrogates never reach a text', () => {
  const { value, repairs } = noting((note) => cleanLine('甲\u0000乙\r\n丙\ud800\u200b', 'name', note))
  assert.equal(value, '甲乙 丙\ufffd')
  assert.deepEqual(repairs, ['control-characters-removed'])
})

test('an absurdly long text is cut, never through a rare character', () => {
  const { value, repairs } = noting((note) => cleanText('𠮷'.repeat(50_000), 'conditions', note, 100))
  assert.ok((value?.length ?? 0) <= 100 && value?.isWellFormed())
  assert.deepEqual(repairs, ['text-cut'])
})

test('values of the wrong type are made text or dropped, and noted', () => {
  assert.deepEqual(noting((note) => cleanLine(12345, 'name', note)).repairs, ['not-text'])
  assert.deepEqual(
    noting((note) => cleanLine({ a: 1 }, 'name', note)),
    {
      value: undefined,
      repairs: ['wrong-type-dropped'],
      noted: [{ repair: 'wrong-type-dropped', field: 'name', before: '[object]' }],
    },
  )
  assert.equal(noting((note) => cleanLine(null, 'name', note)).value, undefined)
})

test('a list of materials is read however it was written', () => {
  const read = (raw: unknown) => noting((note) => cleanList(raw, 'materials', note, 200))
  assert.deepEqual(read(['申请表', null, '申请表', '无', { name: '身份证' }]).value, ['申请表', '身份证'])
  assert.deepEqual(read('1.申请表；2、身份证明（身份证、户口簿）\n3．照片').value, [
    '申请表',
    '身份证明（身份证、户口簿）',
    '照片',
  ])
  assert.deepEqual(read('["申请表","身份证"]').value, ['申请表', '身份证'])
  assert.ok(read('申请表').repairs.includes('material-list-was-string'))
  assert.deepEqual(read('无').value, [])
  assert.deepEqual(read({ name: '申请表' }).value, ['申请表'])
  assert.equal(read(Array.from({ length: 900 }, (_, i) => `材料${i}`)).value.length, 200)
})

test('nesting deeper than any stack does no harm', () => {
  let deep: unknown = '甲'
  for (let i = 0; i < 200_000; i++) deep = [deep]
  assert.deepEqual(noting((note) => cleanList(deep, 'materials', note, 10)).value, [])
  assert.equal(noting((note) => cleanLine(deep, 'name', note)).value, undefined)
})

test('a mobile number of a person is masked, in the entry and in what is noted of it', () => {
  const { value, repairs, noted } = noting((note) => parsePhones('020-83130240、13812345678', 'contacts.enquiry', note))
  assert.deepEqual(value, ['020-83130240', '138****5678'])
  assert.deepEqual(repairs, ['phones-split', 'phone-masked'])
  assert.ok(!JSON.stringify(noted).includes('13812345678'))
})

test('a number that came masked is dropped, and a sentence with a number stays whole', () => {
  assert.deepEqual(
    noting((note) => parsePhones('138****5678', 'contacts.enquiry', note)),
    {
      value: [],
      repairs: ['masked-phone-dropped'],
      noted: [{ repair: 'masked-phone-dropped', field: 'contacts.enquiry', before: '138****5678' }],
    },
  )
  const sentence = '拨打12348或020-86350683，工作日9:00-17:00'
  assert.deepEqual(noting((note) => parsePhones(sentence, 'contacts.enquiry', note)).value, [sentence])
})

test('codes of 31 and 33 characters find their places; others are kept as local', () => {
  const place = (code: string) => noting((note) => placeCode(code, note))
  const task = '11440000006940116U2440102003001'
  assert.deepEqual(place(task).value, { catalogCode: '440102003001', taskCode: task })
  assert.deepEqual(place(`${task}03`).value, {
    catalogCode: '440102003001',
    taskCode: task,
    taskHandleItem: `${task}03`,
  })
  assert.deepEqual(place(` ${task.toLowerCase()}`).repairs, ['code-normalised'])
  assert.deepEqual(place('ABC-1').value, { localTaskCode: 'ABC-1' })
  assert.deepEqual(place('ABC-1').repairs, ['code-kept-as-local'])
})

test('the laws a text cites are found with their articles and rank, forms and certificates are not', () => {
  const text =
    '依据《中华人民共和国价格法》第三十条、《广东省实施〈中华人民共和国价格法〉办法》第二十九条和《城市道路管理条例》（国务院令第198号）第三十一条，提交《申请表》。'
  assert.deepEqual(citationsIn(text), [
    { law: '中华人民共和国价格法', article: '第三十条', rank: 'law' },
    { law: '广东省实施〈中华人民共和国价格法〉办法', article: '第二十九条', rank: 'local-regulation' },
    { law: '城市道路管理条例', article: '第三十一条', rank: 'administrative-regulation' },
  ])
})

test('an address that is none is dropped', () => {
  const read = (raw: unknown) => noting((note) => cleanUrl(raw, 'handling.onlineUrl', note)).value
  assert.equal(read('javascript:alert(1)'), undefined)
  assert.equal(read('http://'), undefined)
  assert.equal(read('无'), undefined)
  assert.equal(read(' https://example.cn/a b?x=1&copy=2 '), 'https://example.cn/a%20b?x=1&copy=2')
})
