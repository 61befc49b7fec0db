import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { blankItem } from '../imports/mapping.ts'
import { type EverydayWord, loadEverydayWords } from './everyday-words.ts'
import { highlight } from './highlights.ts'
import { type Language, lazyLanguage } from './language.ts'
import { parseQuery } from './query.ts'
import { quoteLexeme, tokensOf } from './tokens.ts'

let language: Language
let everyday: EverydayWord[]
before(async () => {
  language = await lazyLanguage()()
  everyday = await loadEverydayWords()
})

const marked = (name: string, typed: string) => {
  const query = parseQuery(typed, language, everyday)
  assert.ok(query)
  return highlight(name, query, language).map(({ start, end }) => name.slice(start, end))
}

test('a name is kept by words, characters, pairs, pinyin and initials from each character on', () => {
  const tokens = tokensOf({ ...blankItem('食品经营许可', '01', '示例局'), codes: { localTaskCode: 'AB-12' } }, language)
  for (const token of [
    '食品',
    '经营',
    '许可',
    '营许',
    '营',
    'p:shipinjingyingxuke',
    'p:jingyingxuke',
    'i:spjyxk',
    'i:xk',
    'c:ab12',
  ])
    assert.equal(tokens.get(token), 'A', token)
  assert.equal(tokens.get('示例'), 'C')
})

test('no sign a person types is syntax of the query', () => {
  const quoted = /^(?:[()&|]|'(?:[^'\\]|''|\\\\)*'(?::\*)?)+$/
  for (const typed of ["a' | 'b", '食品 & !许可', "\\'", ':*', '<-> 证', "'||'", 'a\\', '许可\0证']) {
    const query = parseQuery(typed, language, everyday)
    for (const text of [query?.direct, query?.meant, query?.loose]) if (text) assert.match(text, quoted, typed)
  }
  assert.equal(quoteLexeme("a'\\"), "'a''\\\\'")
})

test('signs alone are no query', () => {
  for (const typed of ['', '  ', '!!!', '%_', '"', '。']) assert.equal(parseQuery(typed, language, everyday), undefined)
})

test('a very long query is cut, and stays bounded', () => {
  const query = parseQuery('食品经营许可证明材料'.repeat(500), language, everyday)
  assert.ok(query && query.direct.length < 5000)
})

test('an everyday word brings the official ones, the longest first', () => {
  const query = parseQuery('我想开饭馆', language, everyday)
  assert.match(query?.meant ?? '', /'食品'/)
  assert.equal(parseQuery('个人所得', language, everyday)?.meant, undefined)
})

test('words that only ask do not count when others name something', () => {
  assert.doesNotMatch(parseQuery('怎么办理护照', language, [])?.direct ?? '', /^\(?'怎么'/)
  assert.ok(parseQuery('怎么办理', language, [])?.direct)
})

test('what answers the query is marked: words, pinyin in full or begun, initials, and the meaning of everyday words', () => {
  const name = '食品经营许可（新办）'
  assert.deepEqual(marked(name, '许可'), ['许可'])
  assert.deepEqual(marked(name, 'jingying'), ['经营'])
  assert.deepEqual(marked(name, 'jingyi'), ['经营'])
  assert.deepEqual(marked(name, 'spjyxk'), ['食品经营许可'])
  assert.deepEqual(marked(name, '奶茶店'), ['食品经营'])
  assert.deepEqual(marked(name, '驾驶证'), [])
})

test('every everyday word has at least one meaning, and none stands twice', () => {
  assert.equal(new Set(everyday.map(({ said }) => said)).size, everyday.length)
  assert.ok(everyday.every(({ means }) => means.length > 0 && means.every((words) => words.length > 0)))
})
