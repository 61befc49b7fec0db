import { sentencesOf } from './sentences.ts'

/** The name of the mark on the sentence that is read; its look stands in read-aloud.css. */
const mark = 'read-aloud'
/** What is worked and not read, and what says of itself that it is not. */
const unread = 'button, input, select, textarea, nav, script, style, [hidden], [aria-hidden="true"], [data-unread]'

/** The sentences of a part of the page in the order one reads them. */
function rangesIn(place: Element, language: string): Range[] {
  const blocks = new Map<Element, Text[]>()
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode as Text
    const parent = text.parentElement
    if (!parent || parent.closest(unread) || !parent.checkVisibility()) continue
    const block = blockOf(parent)
    blocks.set(block, [...(blocks.get(block) ?? []), text])
  }
  return [...blocks.values()].flatMap((nodes) =>
    sentencesOf(nodes.map(({ data }) => data).join(''), language).map(({ from, to }) => rangeOf(nodes, from, to)),
  )
}

/** A sentence may run over links and emphasis, and never from one paragraph, cell or label into the next. */
function blockOf(element: Element): Element {
  let block = element
  while (block.parentElement && getComputedStyle(block).display === 'inline') block = block.parentElement
  return block
}

function rangeOf(nodes: Text[], from: number, to: number): Range {
  const range = new Range()
  let before = 0
  for (const node of nodes) {
    const end = before + node.length
    if (from >= before && from < end) range.setStart(node, from - before)
    if (to > before && to <= end) range.setEnd(node, to - before)
    before = end
  }
  return range
}

/**
 * Reads a part of the page with the voice of the device, sentence by sentence, and marks the one it is at. Gives what stops
 * it; `onEnd` is told when it came to the end, and whether the voice failed.
 */
export function readAloud(place: Element, onEnd: (failed: boolean) => void): () => void {
  const language = document.documentElement.lang
  const ranges = rangesIn(place, language)
  let over = false
  const end = () => {
    over = true
    CSS.highlights?.delete(mark)
  }
  const read = (at: number) => {
    const range = ranges[at]
    if (over) return
    if (!range) {
      end()
      return onEnd(false)
    }
    CSS.highlights?.set(mark, new Highlight(range))
    range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
    const said = new SpeechSynthesisUtterance(range.toString())
    said.lang = language
    said.addEventListener('end', () => read(at + 1))
    said.addEventListener('error', () => {
      if (over) return
      end()
      onEnd(true)
    })
    speechSynthesis.speak(said)
  }
  // Another page of this browser may still be reading.
  speechSynthesis.cancel()
  read(0)
  return () => {
    end()
    speechSynthesis.cancel()
  }
}
