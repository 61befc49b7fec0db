import { useEffect, useRef } from 'react'
import { Button, LinkButton } from '../../components/button.tsx'
import { defineWords, usePick, useWords } from '../../i18n/words.ts'
import type { ControlProps, FieldType } from '../field-type.ts'
import { useForm } from '../form-context.ts'
import { isRecord } from '../is-record.ts'
import './list.css'

const words = defineWords(
  {
    item: (title: string, place: number) => `${title} ${place}`,
    add: (title: string) => `添加${title}`,
    remove: '删除',
    count: (count: number) => `${count} 项`,
  },
  {
    item: (title: string, place: number) => `${title} ${place}`,
    add: (title: string) => `Add: ${title}`,
    remove: 'Remove',
    count: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
  },
)

/** The same group of fields, as often as needed. */
export const list: FieldType = {
  frame: 'legend',
  Control: List,
  say: (value, _view, language) => words[language].count(Array.isArray(value) ? value.length : 0),
}

function List({ view, id, pointer, value, onChange }: ControlProps) {
  const t = useWords(words)
  const pick = usePick()
  const { renderField } = useForm()
  const given: unknown[] = Array.isArray(value) ? value : []
  // A list that must have something begins with its first entry open.
  const items = given.length === 0 && view.required ? [{}] : given
  const title = pick(view.title, view.titleEn)
  const added = useRef<HTMLLIElement>(null)
  const shown = useRef(items.length)
  useEffect(() => {
    // A new entry takes focus, so that nobody has to look for it.
    if (items.length > shown.current) added.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    shown.current = items.length
  }, [items.length])

  const replace = (index: number, next: unknown) => onChange(items.map((one, at) => (at === index ? next : one)))
  const remove = (index: number) => {
    const next = items.filter((_, at) => at !== index)
    onChange(next.length > 0 ? next : undefined)
    document.getElementById(id)?.focus()
  }
  return (
    <>
      <ol className="list-items">
        {items.map((item, index) => {
          const held = isRecord(item) ? item : {}
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own and keep their places
            <li key={`${items.length}-${index}`} ref={index === items.length - 1 ? added : undefined}>
              <div className="head-row">
                <strong>{t.item(title, index + 1)}</strong>
                <LinkButton onClick={() => remove(index)}>
                  {t.remove}
                  <span className="unseen"> {t.item(title, index + 1)}</span>
                </LinkButton>
              </div>
              {view.fields?.map((field) =>
                renderField({
                  view: field,
                  pointer: `${pointer}/${index}/${field.key}`,
                  value: held[field.key],
                  nested: true,
                  onChange: (inner) => {
                    const { [field.key]: _, ...others } = held
                    replace(index, inner === undefined ? others : { ...others, [field.key]: inner })
                  },
                }),
              )}
            </li>
          )
        })}
      </ol>
      {view.maxItems === undefined || items.length < view.maxItems ? (
        <p style={{ marginTop: 'var(--s-16)' }}>
          <Button id={id} look="quiet" onClick={() => onChange([...items, {}])}>
            {t.add(title)}
          </Button>
        </p>
      ) : null}
    </>
  )
}
