import type { Form } from '@zhengtong/platform/support/forms/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useState } from 'react'
import type { CanvasProps } from '../canvas.ts'
import { kindOf, newNode } from './field-kinds.ts'
import { FieldSide } from './field-side.tsx'
import {
  addField,
  addPage,
  fieldOfFault,
  moveField,
  moveInside,
  movePage,
  nodeAt,
  type Place,
  placeBeside,
  placeOf,
  pointerOf,
  removeField,
  removePage,
  renameField,
} from './form-model.ts'
import { FormTools } from './form-tools.tsx'
import { Outline, type Selected } from './outline.tsx'
import { PageSide } from './page-side.tsx'
import { Preview } from './preview.tsx'
import { sourceSaid } from './source-words.ts'
import { useFormDraft } from './use-form-draft.ts'
import { useCredentials, useRegisters } from './use-held.ts'
import { words } from './words.ts'

/** Pages and fields on the left, the page as applicants see it in the middle, what is selected on the right. */
export function FormDesk({ first, problems, onReady, onChange }: CanvasProps & { first: Form }) {
  const w = useWords(words)
  const { form, latest, put, undo, redo } = useFormDraft(first, onChange)
  const held = { registers: useRegisters(), credentials: useCredentials() }
  const [chosen, setSelected] = useState<Selected>({ page: 0 })
  const [moved, setMoved] = useState('')
  const selected = existing(form, chosen)
  const pointer = selected !== 'form' && 'field' in selected ? selected.field : undefined
  const node = pointer === undefined ? undefined : nodeAt(form, pointer)
  const page = pageOf(form, selected)

  useEffect(() => {
    onReady({
      text: async () => JSON.stringify(latest.current, null, 2),
      nameOf: (place) => {
        const field = fieldOfFault(place)
        return (field && nodeAt(latest.current, field)?.title) || (field ?? '')
      },
      show: (place) => {
        const field = fieldOfFault(place)
        setSelected(field ? { field } : 'form')
      },
    })
  }, [latest, onReady])

  const move = (from: Place, to: Place) => {
    // What is taken out before the place it goes to makes that place one less.
    const index = from.page === to.page && to.index > from.index ? to.index - 1 : to.index
    put(moveField(form, from, { ...to, index }))
    setMoved(w.movedTo(to.page + 1, index + 1))
  }
  const step = (by: 1 | -1) => {
    const from = pointer === undefined ? undefined : placeOf(form, pointer)
    if (from) {
      const to = placeBeside(form, from, by)
      if (to) {
        put(moveField(form, from, to))
        setMoved(w.movedTo(to.page + 1, to.index + 1))
      }
    } else if (pointer !== undefined) put(moveInside(form, pointer, by))
    else if (selected !== 'form' && 'page' in selected) {
      put(movePage(form, selected.page, by))
      setSelected({ page: Math.max(0, Math.min(selected.page + by, form.pages.length - 1)) })
    }
  }
  const remove = () => {
    if (pointer !== undefined) {
      put(removeField(form, pointer))
      setSelected({ page })
    } else if (selected !== 'form' && 'page' in selected) put(removePage(form, selected.page))
  }
  const rename = (key: string) => {
    const renamed = pointer === undefined ? undefined : renameField(form, pointer, key)
    if (!renamed) return false
    if (renamed.pointer !== pointer) {
      put(renamed.form)
      setSelected({ field: renamed.pointer })
    }
    return true
  }
  const toBackground = (at: string, background: boolean) => {
    const name = at.slice(1)
    const pages = form.pages.map((each, index) => {
      const others = each.fields.filter((one) => pointerOf(one) !== at)
      return { ...each, fields: !background && index === page ? [...others, name] : others }
    })
    put({ ...form, pages })
  }
  const isInside = node && (kindOf(node) === 'group' || kindOf(node) === 'list') ? pointer : undefined
  return (
    <div className="designer designer--form">
      <FormTools
        {...{ undo, redo }}
        mayRemove={pointer !== undefined || (selected !== 'form' && form.pages[page]?.fields.length === 0)}
        mayMove={selected !== 'form'}
        onStep={step}
        onRemove={remove}
        onPage={() => {
          put(addPage(form, w.newPage, 'New page'))
          setSelected({ page: form.pages.length })
        }}
        inside={isInside !== undefined}
        onField={(kind) => {
          const made = addField(
            form,
            isInside === undefined ? { page } : { inside: isInside },
            newNode(kind, w.newField, 'New field'),
          )
          if (!made) return
          put(made.form)
          setSelected({ field: made.pointer })
        }}
      />
      <Outline
        form={form}
        selected={selected}
        faultsOf={(each) => problems.filter(({ element }) => element && fieldOfFault(element) === each).length}
        onSelect={setSelected}
        onMove={move}
        onStep={step}
      />
      <Preview
        form={form}
        page={page}
        onPage={(next) => setSelected({ page: next })}
        sourceOf={(at) => sourceSaid(nodeAt(form, at) ?? {}, held, w)}
      />
      <aside className="designer-side flow" aria-label={w.properties}>
        {pointer !== undefined && node ? (
          <FieldSide
            {...{ form, pointer, node, held }}
            onPut={put}
            onRename={rename}
            background={
              node.readOnly && node['x-from'] && pointer.lastIndexOf('/') === 0
                ? {
                    isBackground: placeOf(form, pointer) === undefined,
                    onChange: (background) => toBackground(pointer, background),
                  }
                : undefined
            }
          />
        ) : (
          <PageSide form={form} page={selected === 'form' ? undefined : page} onPut={put} />
        )}
      </aside>
      <p className="unseen" role="status">
        {moved}
      </p>
    </div>
  )
}

/** What was selected may be gone: undone, removed, renamed. */
function existing(form: Form, selected: Selected): Selected {
  if (selected === 'form') return selected
  if ('field' in selected) return nodeAt(form, selected.field) ? selected : { page: 0 }
  return { page: Math.min(selected.page, form.pages.length - 1) }
}

/** The page a new field goes to, and the preview shows. */
function pageOf(form: Form, selected: Selected): number {
  if (selected === 'form') return 0
  if ('page' in selected) return selected.page
  const steps = selected.field.split('/')
  for (let length = steps.length; length > 1; length--) {
    const place = placeOf(form, steps.slice(0, length).join('/'))
    if (place) return place.page
  }
  return 0
}
