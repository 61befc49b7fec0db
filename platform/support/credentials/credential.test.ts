import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { letter, licence } from '#testing/credential-stage.ts'
import { checkCredentialType } from './contract.ts'
import { elementsOf, statusAfter, statusOn, validityOf } from './credential.ts'
import { mod1110Check, numberFor, scopeOf } from './numbering.ts'
import { fillPhrase, sayDate } from './phrase.ts'
import { loadCoverage, missingGlyphs } from './rendering/fonts.ts'
import { breakLines } from './rendering/typeset.ts'

const site = { day: '2026-11-22', division: '441900', elements: {} }
const rules = (type: typeof licence) => checkCredentialType(type).map(({ rule }) => rule)

describe('a credential type', () => {
  it('is accepted when everything it names exists', () => {
    assert.deepEqual(checkCredentialType(licence), [])
    assert.deepEqual(checkCredentialType(letter), [])
  })

  it('names only elements that it declares, on its face, to the public and in its texts', () => {
    assert.deepEqual(rules({ ...licence, disclosure: { public: ['secret'] } }), ['element'])
    assert.deepEqual(rules({ ...licence, face: { ...licence.face, lines: ['nothing'] } as typeof licence.face }), [
      'element',
    ])
    const body = { ...letter.face, body: ['关于{elements.nothing}'] } as typeof letter.face
    assert.deepEqual(rules({ ...letter, face: body }), ['placeholder'])
  })

  it('numbers letters without a gap, and never without a sequence', () => {
    assert.deepEqual(rules({ ...letter, numbering: { pattern: '茶受{seq:4}' } }), ['gapless'])
    assert.deepEqual(rules({ ...licence, numbering: { pattern: 'CT{year}' } }), ['sequence'])
    assert.deepEqual(rules({ ...licence, numbering: { pattern: 'CT{seq:4}', scope: ['year'] } }), ['scope'])
  })

  it('is defined by an agency whose credit code passes its check', () => {
    const identifier = { definer: '11441900DEM000030X', code: '301' }
    assert.deepEqual(rules({ ...licence, identifier }), ['definer'])
  })
})

describe('numbers', () => {
  it('carry year, division, sequence and an ISO 7064 MOD 11,10 check', () => {
    assert.equal(mod1110Check('79462'), '3') // the worked example of ISO/IEC 7064
    const number = numberFor(licence, site, 42)
    assert.match(number, /^CT2026441900000042\d$/)
    assert.equal(scopeOf(licence, site), '2026/441900')
  })

  it('are refused, not shortened, when the sequence has outgrown its places', () => {
    assert.throws(() => numberFor(letter, site, 10_000), { code: 'credentials.number-range' })
  })

  it('of organisations are credit codes with both check characters', () => {
    const type = { ...licence, numbering: { creditCode: { registrar: '9', category: '2', prefix: 'MADE' } } }
    assert.match(numberFor(type, site, 1), /^92441900MADE0001[0-9X][0-9A-Y]$/)
    assert.notEqual(numberFor(type, site, 31), numberFor(type, site, 1))
  })
})

describe('validity', () => {
  const never = () => undefined
  it('of years ends on the day before the same day', () => {
    assert.deepEqual(validityOf({ years: 5 }, '2026-11-22', never), { validFrom: '2026-11-22', validTo: '2031-11-21' })
  })
  it('of months never spills into the month after', () => {
    assert.equal(validityOf({ months: 1 }, '2027-01-31', never).validTo, '2027-02-27')
    assert.equal(validityOf({ years: 1 }, '2028-02-29', never).validTo, '2029-02-27')
  })
  it('may be a rule that must give a date', () => {
    assert.equal(validityOf({ until: 'x' }, '2026-11-22', () => '2026-12-31').validTo, '2026-12-31')
    assert.throws(() => validityOf({ until: 'x' }, '2026-11-22', () => 7), { code: 'credentials.elements' })
  })
})

describe('status', () => {
  it('is expired from the day after the last, and only if it was valid', () => {
    assert.equal(statusOn('valid', '2026-11-22', '2026-11-22'), 'valid')
    assert.equal(statusOn('valid', '2026-11-22', '2026-11-23'), 'expired')
    assert.equal(statusOn('revoked', '2026-11-22', '2026-11-23'), 'revoked')
  })
  it('comes back from suspension, never from an end', () => {
    assert.equal(statusAfter('suspended', 'resume'), 'valid')
    for (const ended of ['withdrawn', 'annulled', 'revoked', 'superseded', 'expired'] as const)
      assert.equal(statusAfter(ended, 'resume'), undefined)
  })
})

describe('elements', () => {
  it('take what the paper shows, leave what it does not, and are refused when one is lacking', () => {
    assert.deepEqual(elementsOf(licence, { name: '店', keeper: '人', site: null, caseNo: '9' }), {
      name: '店',
      keeper: '人',
    })
    assert.throws(() => elementsOf(licence, { name: '店' }), { code: 'credentials.elements' })
    assert.throws(() => elementsOf(licence, { name: 3, keeper: '人' }), { code: 'credentials.elements' })
  })
})

describe('words on paper', () => {
  it('write dates as GB/T 15835 does and lists with 、', () => {
    assert.equal(sayDate('2026-01-02'), '2026年1月2日')
    assert.equal(fillPhrase('{a}于{b}', { a: ['甲', '乙'], b: '2026-01-02' }), '甲、乙于2026年1月2日')
  })

  it('reach no further than what a letter is given', () => {
    assert.equal(fillPhrase('{constructor.name}{a.length}', { a: {} }), '')
  })

  const wide = (text: string) => Array.from(text).length
  it('never begin a line with a comma nor end one with an opening mark', () => {
    assert.deepEqual(
      breakLines('一二三四，五', 4, 0, wide).map(({ text }) => text),
      ['一二三', '四，五'],
    )
    assert.deepEqual(
      breakLines('一二三《四》', 4, 0, wide).map(({ text }) => text),
      ['一二三', '《四》'],
    )
  })

  it('keep numbers and words whole, and lose nothing', () => {
    const text = '编号 12345 于 2026-11-22 由 Zhengtong 签发，见 12441500196720244T3442199806003202206230068。'
    const lines = breakLines(text, 12, 2, wide)
    assert.ok(lines.some((line) => line.text.includes('2026-11-22')))
    assert.equal(
      lines
        .map((line) => line.text)
        .join('')
        .replaceAll(' ', ''),
      text.replaceAll(' ', ''),
    )
    for (const [i, line] of lines.entries()) assert.ok(wide(line.text) <= (i === 0 ? 10 : 12))
  })

  it('tell which characters no font can show', async () => {
    const coverage = await loadCoverage()
    assert.deepEqual(missingGlyphs(coverage, '王𫖯䶮㛃 𬭎，𰻝\n'), [])
    assert.deepEqual(missingGlyphs(coverage, '𠮷田𠮷'), ['𠮷'])
  })
})
