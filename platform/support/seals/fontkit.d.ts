// The few parts of fontkit that we use; the library ships no types of its own.
declare module 'fontkit' {
  export type GlyphPath = {
    transform(a: number, b: number, c: number, d: number, e: number, f: number): GlyphPath
    toSVG(): string
  }
  export type Glyph = { id: number; path: GlyphPath; advanceWidth: number }
  export type Font = {
    unitsPerEm: number
    ascent: number
    descent: number
    characterSet: number[]
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
    createSubset(): { includeGlyph(glyph: number): number; encode(): Uint8Array }
    layout(text: string): { glyphs: Glyph[]; advanceWidth: number }
  }
  export function create(data: Uint8Array): Font
}
