import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useCallback, useEffect, useRef, useState } from 'react'
import { signingWords } from './words.ts'
import './signing.css'

/** Every page of a PDF, one below the other; tells when the end of the last was on the screen. */
export function WholeDocument(props: { bytes: Uint8Array; onRead: (pages: number) => void; onFail: () => void }) {
  const t = useWords(signingWords)
  const { bytes, onRead, onFail } = props
  const [document, setDocument] = useState<PDFDocumentProxy>()
  const [drawn, setDrawn] = useState(0)
  const onDrawn = useCallback(() => setDrawn((before) => before + 1), [])
  useEffect(() => {
    let gone = false
    const opening = open(bytes)
    opening.then(
      (found) => !gone && setDocument(found),
      () => !gone && onFail(),
    )
    return () => {
      gone = true
      void opening.then((found) => found.loadingTask.destroy()).catch(() => undefined)
    }
  }, [bytes, onFail])
  if (!document) return <p role="status">{t.loading}</p>
  const pages = Array.from({ length: document.numPages }, (_, i) => i + 1)
  return (
    // Who uses a keyboard scrolls it too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the focus
    <section className="document" aria-label={t.title} tabIndex={0}>
      {pages.map((number) => (
        <Page key={number} document={document} number={number} onDrawn={onDrawn} onFail={onFail} />
      ))}
      {drawn >= pages.length ? <End onSeen={() => onRead(pages.length)} /> : null}
    </section>
  )
}

/** Parsing and drawing happen here and in a worker of our own address: the file goes nowhere. */
async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist')
  GlobalWorkerOptions.workerSrc = workerUrl
  return getDocument({ data: bytes.slice() }).promise
}

function Page(props: { document: PDFDocumentProxy; number: number; onDrawn: () => void; onFail: () => void }) {
  const t = useWords(signingWords)
  const { document, number, onDrawn, onFail } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [text, setText] = useState('')
  const told = useRef(false)
  useEffect(() => {
    const draw = async () => {
      const page = await document.getPage(number)
      const target = canvas.current
      if (!target) return
      const sharp = Math.min(globalThis.devicePixelRatio || 1, 2)
      const scale = ((target.clientWidth || 360) / page.getViewport({ scale: 1 }).width) * sharp
      const viewport = page.getViewport({ scale })
      target.width = viewport.width
      target.height = viewport.height
      await page.render({ canvas: target, viewport }).promise
      const { items } = await page.getTextContent()
      setText(items.map((item) => ('str' in item ? item.str : '')).join(' '))
      if (!told.current) onDrawn()
      told.current = true
    }
    draw().catch(onFail)
  }, [document, number, onDrawn, onFail])
  return (
    <figure className="document__page">
      <canvas ref={canvas} aria-hidden />
      <figcaption>
        {t.page(number, document.numPages)}
        {/* What the picture shows, for those who hear it. */}
        <span className="unseen">：{text}</span>
      </figcaption>
    </figure>
  )
}

/** The foot of the last page: being on the screen once is enough. */
function End({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onSeen()
    })
    if (mark.current) watcher.observe(mark.current)
    return () => watcher.disconnect()
  }, [onSeen])
  return <div ref={mark} className="document__end" />
}
