import type { Form } from '@zhengtong/platform/support/forms/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { backgroundOf, childrenOf, nodeAt, type Place, pointerOf } from './form-model.ts'
import { words } from './words.ts'

/** What is selected: the form, one of its pages, or a field by its pointer. */
export type Selected = { page: number } | { field: string } | 'form'

/** Pages and their fields in order. A field is moved by dragging, or with Alt and an arrow. */
export function Outline(props: {
  form: Form
  selected: Selected
  faultsOf: (pointer: string) => number
  onSelect: (selected: Selected) => void
  onMove: (from: Place, to: Place) => void
  onStep: (by: 1 | -1) => void
}) {
  const { form, selected, faultsOf, onSelect, onMove, onStep } = props
  const w = useWords(words)
  const pick = usePick()
  const [dragged, setDragged] = useState<Place>()
  const isSelected = (pointer: string) => selected !== 'form' && 'field' in selected && selected.field === pointer
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onStep(event.key === 'ArrowUp' ? -1 : 1)
  }
  const droppable = (to: Place) => ({
    onDragOver: (event: DragEvent) => dragged && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      if (dragged) onMove(dragged, to)
      setDragged(undefined)
    },
  })
  const row = (pointer: string) => {
    const node = nodeAt(form, pointer)
    const faults = faultsOf(pointer)
    return (
      <>
        <button
          type="button"
          className="outline-field"
          aria-pressed={isSelected(pointer)}
          onKeyDown={onKeyDown}
          onClick={() => onSelect({ field: pointer })}
        >
          <span className="grow">{pick(node?.title ?? pointer, node?.['x-ui']?.en)}</span>
          {faults > 0 && (
            <span className="designer-count designer-error">
              {faults}
              <span className="unseen">{w.fieldFaults(faults)}</span>
            </span>
          )}
        </button>
        {childrenOf(form, pointer).length > 0 && (
          <ul className="outline-inside">
            {childrenOf(form, pointer).map((child) => (
              <li key={child}>{row(child)}</li>
            ))}
          </ul>
        )}
      </>
    )
  }
  const background = backgroundOf(form)
  return (
    <nav className="outline" aria-label={w.outline}>
      <button
        type="button"
        className="outline-page"
        aria-pressed={selected === 'form'}
        onClick={() => onSelect('form')}
      >
        {w.whole}
      </button>
      {form.pages.map((page, at) => (
        <section key={page.key} {...droppable({ page: at, index: page.fields.length })}>
          <button
            type="button"
            className="outline-page"
            aria-pressed={selected !== 'form' && 'page' in selected && selected.page === at}
            onKeyDown={onKeyDown}
            onClick={() => onSelect({ page: at })}
          >
            <span className="soft">{w.page(at + 1)}</span> {pick(page.title, page.titleEn)}
          </button>
          {page.fields.length === 0 && <p className="soft outline-inside">{w.emptyPage}</p>}
          <ol>
            {page.fields.map((name, index) => (
              <li
                key={name}
                draggable
                onDragStart={() => setDragged({ page: at, index })}
                onDragEnd={() => setDragged(undefined)}
                {...droppable({ page: at, index })}
              >
                {row(pointerOf(name))}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {background.length > 0 && (
        <section>
          <h3>{w.background}</h3>
          <ul>
            {background.map((pointer) => (
              <li key={pointer}>{row(pointer)}</li>
            ))}
          </ul>
        </section>
      )}
      <p className="soft">{w.outlineHelp}</p>
    </nav>
  )
}
