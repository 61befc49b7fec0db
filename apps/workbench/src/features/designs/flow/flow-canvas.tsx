import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Select } from 'antd'
import type Modeler from 'bpmn-js/lib/Modeler'
import { Redo2, Scan, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Field } from '../../../parts/field.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { Note } from '../../../parts/note.tsx'
import type { CanvasProps } from '../canvas.ts'
import { marked } from './marks.ts'
import { createModeler, type Shape, service } from './modeler.ts'
import { Properties } from './properties.tsx'
import { words } from './words.ts'

/** The drawing of a flow, the properties of what is selected beside it, and what the check says at its element. */
export default function FlowCanvas({ text, problems, onReady, onChange }: CanvasProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const first = useRef(text)
  const [modeler, setModeler] = useState<Modeler>()
  const [selected, setSelected] = useState<Shape>()
  const [unreadable, setUnreadable] = useState(false)
  // The library changes its elements in place: a number tells React that they did.
  const [, setTurn] = useState(0)

  useEffect(() => {
    if (!place.current) return
    const made = createModeler(place.current, language)
    let isGone = false
    const open = async () => {
      await made.importXML(first.current)
      if (isGone) return
      const canvas = service(made, 'canvas')
      fit(made)
      setSelected(canvas.getRootElement())
      service(made, 'eventBus').on('commandStack.changed', () => {
        setTurn((turn) => turn + 1)
        onChange()
      })
      service(made, 'eventBus').on('selection.changed', () => {
        const [one] = service(made, 'selection').get()
        setSelected(one?.labelTarget ?? one ?? canvas.getRootElement())
      })
      setModeler(made)
      onReady({
        text: async () => {
          const { xml } = await made.saveXML({ format: true })
          // What is drawn when the language changes is not lost.
          first.current = xml ?? first.current
          return first.current
        },
        nameOf: (id) => service(made, 'elementRegistry').get(id)?.businessObject.name ?? id,
        show: (id) => reveal(made, id),
      })
    }
    open().catch((error: unknown) => {
      console.warn('the drawing was not read', error)
      setUnreadable(true)
    })
    return () => {
      isGone = true
      setModeler(undefined)
      made.destroy()
    }
  }, [language, onChange, onReady])

  useEffect(() => (modeler ? marked(modeler, problems) : undefined), [modeler, problems])

  const stack = modeler && service(modeler, 'commandStack')
  const all = modeler ? service(modeler, 'elementRegistry').filter(isNamed) : []
  return (
    <div className="designer">
      {unreadable && (
        <Note tone="danger" alert>
          {w.unreadable}
        </Note>
      )}
      <div className="designer-draw">
        <div className="line-row" role="toolbar" aria-label={w.tools}>
          <Button disabled={!stack?.canUndo()} icon={<Icon of={Undo2} />} onClick={() => stack?.undo()}>
            {w.undo}
          </Button>
          <Button disabled={!stack?.canRedo()} icon={<Icon of={Redo2} />} onClick={() => stack?.redo()}>
            {w.redo}
          </Button>
          <Button icon={<Icon of={Scan} />} onClick={() => modeler && fit(modeler)}>
            {w.whole}
          </Button>
        </div>
        <section ref={place} className="designer-canvas" aria-label={w.drawing} />
      </div>
      <aside className="designer-side flow" aria-label={w.properties}>
        {modeler && selected && (
          <>
            <Field label={w.element} help={w.elementHelp}>
              {(own) => (
                <Select
                  {...own}
                  style={{ width: '100%' }}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={all.some(({ id }) => id === selected.id) ? selected.id : ''}
                  options={[
                    { value: '', label: w.flow },
                    ...all.map((each) => ({ value: each.id, label: said(each, w) })),
                  ]}
                  onChange={(id) => reveal(modeler, id)}
                />
              )}
            </Field>
            <Properties key={selected.id} modeler={modeler} shape={selected} />
          </>
        )}
      </aside>
    </div>
  )
}

/** What has properties of its own: labels and lines without a name are found by what they belong to. */
const isNamed = ({ type, labelTarget, businessObject }: Shape) =>
  !labelTarget && !/Process$|Collaboration$|^label$|DataInput|DataOutput/.test(type) && Boolean(businessObject?.id)

function said({ businessObject, type }: Shape, w: typeof words.zh): string {
  const kind = w.kind[type.replace('bpmn:', '') as keyof typeof w.kind] ?? type.replace('bpmn:', '')
  return `${businessObject.name || businessObject.id}（${kind}）`
}

/** The whole drawing, beside the tools that lie on its left. */
function fit(modeler: Modeler): void {
  const canvas = service(modeler, 'canvas')
  canvas.zoom('fit-viewport', 'auto')
  canvas.zoom(canvas.zoom() * 0.92, 'auto')
  canvas.scroll({ dx: 28, dy: 0 })
}

function reveal(modeler: Modeler, id: string): void {
  const shape = service(modeler, 'elementRegistry').get(id) ?? service(modeler, 'canvas').getRootElement()
  service(modeler, 'selection').select(shape)
  if (id) service(modeler, 'canvas').scrollToElement(shape)
}
