/** The part of saxen that is used here; the package carries no types. */
declare module 'saxen' {
  type Element = { readonly originalName: string; readonly name: string; readonly attrs: Record<string, string> }
  type Context = () => { line: number; column: number }
  type Decode = (text: string) => string

  export class Parser {
    constructor(options: { proxy: true })
    ns(prefixes: Record<string, string>): this
    on(event: 'openTag', handler: (element: Element, decode: Decode, selfClosing: boolean, at: Context) => void): this
    on(event: 'closeTag', handler: (element: Element, selfClosing: boolean, at: Context) => void): this
    on(event: 'text', handler: (text: string, decode: Decode, at: Context) => void): this
    on(event: 'cdata', handler: (text: string, at: Context) => void): this
    on(event: 'error' | 'warn', handler: (error: Error, at: Context) => void): this
    parse(xml: string): Error | undefined
  }
}
