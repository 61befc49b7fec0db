/** Where a sentence stands in a text: from, and up to but without. */
export type Span = { from: number; to: number }

/** The sentences of a text, without the white space around them; what holds no letter and no digit is nothing to read. */
export function sentencesOf(text: string, language: string): Span[] {
  const spans: Span[] = []
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue
    const from = index + segment.length - segment.trimStart().length
    spans.push({ from, to: from + segment.trim().length })
  }
  return spans
}
