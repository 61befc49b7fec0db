import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import type Modeler from 'dmn-js/lib/Modeler'
import type { View } from 'dmn-js/lib/Modeler'
import { useEffect, useRef, useState } from 'react'
import { Note } from '../../../parts/note.tsx'
import type { CanvasProps } from '../canvas.ts'
import { createModeler, forLibrary, forPlatform } from './modeler.ts'
import { words } from './words.ts'

/** The tables of a rule, one at a time, and the drawing of how they hang together. */
export default function RuleCanvas({ text, onReady, onChange }: CanvasProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const first = useRef(text)
  const [modeler, setModeler] = useState<Modeler>()
  const [views, setViews] = useState<{ all: View[]; active?: View | undefined }>({ all: [] })
  const [unreadable, setUnreadable] = useState(false)

  useEffect(() => {
    if (!place.current) return
    const made = createModeler(place.current, language)
    let isGone = false
    const listening = new Set<unknown>()
    made.on('views.changed', ({ views: all = [], activeView }) => {
      if (isGone) return
      setViews({ all, active: activeView })
      const viewer = made.getActiveViewer()
      // Each table has a hand of its own, made when it is first opened.
      if (!viewer || listening.has(viewer)) return
      listening.add(viewer)
      viewer.get<{ on(event: string, then: () => void): void }>('eventBus').on('commandStack.changed', onChange)
    })
    const open = async () => {
      await made.importXML(forLibrary(first.current))
      if (isGone) return
      const table = made.getViews().find(({ type }) => type === 'decisionTable')
      if (table) await made.open(table)
      if (place.current) nameRows(place.current, language)
      setModeler(made)
      onReady({
        text: async () => {
          const { xml } = await made.saveXML({ format: true })
          first.current = forPlatform(xml)
          return first.current
        },
        nameOf: (id) => {
          const view = made.getViews().find((each) => each.element.id === id)
          return view?.element.label ?? view?.element.name ?? ''
        },
        show: (id) => {
          const view = made.getViews().find(({ element }) => element.id === id)
          if (view) void made.open(view).then(() => place.current && nameRows(place.current, language))
        },
      })
    }
    open().catch((error: unknown) => {
      console.warn('the rule was not read', error)
      setUnreadable(true)
    })
    return () => {
      isGone = true
      setModeler(undefined)
      made.destroy()
    }
  }, [language, onChange, onReady])

  return (
    <div>
      {unreadable && (
        <Note tone="danger" alert>
          {w.unreadable}
        </Note>
      )}
      <p className="pad soft">{w.help}</p>
      <div className="line-row line-row--wrap designer-views" role="toolbar" aria-label={w.views}>
        {views.all.map((view) => (
          <Button
            key={view.id}
            aria-pressed={view.id === views.active?.id}
            type={view.id === views.active?.id ? 'primary' : 'default'}
            onClick={() => void modeler?.open(view).then(() => place.current && nameRows(place.current, language))}
          >
            {view.type === 'drd' ? w.whole : (view.element.label ?? view.element.name ?? view.element.id)}
          </Button>
        ))}
      </div>
      <section ref={place} className="designer-canvas designer-canvas--table" aria-label={w.drawing} />
    </div>
  )
}

/** The library leaves the head over the numbers of the rows empty: people who listen would not know what it is. */
function nameRows(place: HTMLElement, language: 'zh' | 'en'): void {
  for (const head of place.querySelectorAll('th.index-column'))
    if (!head.textContent) head.textContent = language === 'zh' ? '行' : 'Row'
}
