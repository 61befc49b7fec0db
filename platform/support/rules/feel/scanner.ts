import { Refusal } from '#kernel/errors.ts'
import { skipSpace, wordAt } from './names.ts'
import { parseNumber } from './number.ts'
import type { FeelNumber } from './values.ts'

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/y
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }

/** A refusal that says where in the text, by line and column counted from 1. */
export function badExpression(text: string, at: number, message: string): Refusal {
  const before = text.slice(0, at).split('\n')
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1]
  const details = { line, column, expression: text }
  return new Refusal('invalid', 'rules.bad-expression', `${message} (line ${line}, column ${column})`, details)
}

/** A cursor over the text of one expression. Every reader first skips spaces and comments. */
export class Scanner {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  skip(): number {
    this.at = skipSpace(this.text, this.at)
    return this.at
  }

  peek(symbol: string): boolean {
    return this.text.startsWith(symbol, this.skip())
  }

  take(symbol: string): boolean {
    if (!this.peek(symbol)) return false
    this.at += symbol.length
    return true
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.error(`expected "${symbol}"`)
  }

  peekWord(): string {
    return wordAt(this.text, this.skip())
  }

  takeWord(word: string): boolean {
    if (this.peekWord() !== word) return false
    this.at += word.length
    return true
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.error(`expected "${word}"`)
  }

  atEnd(): boolean {
    return this.skip() >= this.text.length
  }

  error(message: string, at = this.skip()): Refusal {
    const found = at >= this.text.length ? 'the end' : `"${this.text.slice(at, at + 20).split('\n')[0]}"`
    return badExpression(this.text, at, `${message} but found ${found}`)
  }

  number(): FeelNumber | null {
    NUMBER.lastIndex = this.skip()
    const found = NUMBER.exec(this.text)?.[0]
    if (!found) return null
    const value = parseNumber(found)
    if (value === null) throw this.error('expected a number in range')
    this.at += found.length
    return value
  }

  /** A string literal at the cursor, which stands on its opening quote. */
  string(): string {
    const start = this.at
    let value = ''
    for (let i = start + 1; i < this.text.length; i++) {
      const char = this.text.charAt(i)
      if (char === '"') {
        this.at = i + 1
        return value
      }
      if (char !== '\\') {
        value += char
        continue
      }
      const code = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))/.exec(this.text.slice(i + 1, i + 8))
      const point = Number.parseInt(code?.[1] ?? code?.[2] ?? '', 16)
      if (code && point <= 0x10ffff) {
        value += code[1] ? String.fromCharCode(point) : String.fromCodePoint(point)
        i += code[0].length
      } else {
        const escaped = ESCAPES[this.text.charAt(i + 1)]
        value += escaped ?? char
        if (escaped !== undefined) i++
      }
    }
    throw badExpression(this.text, start, 'the string has no closing quote')
  }
}
