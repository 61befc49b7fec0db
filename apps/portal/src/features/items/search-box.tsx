import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react'
import { suggestionsQuery } from './queries.ts'
import { itemWords } from './words.ts'
import './search-box.css'

/** The one search: everyday words, full names or pinyin, with suggestions while typing (ARIA combobox with a list). */
export function SearchBox({ initial = '' }: { initial?: string }) {
  const t = useWords(itemWords)
  const pick = usePick()
  const navigate = useNavigate()
  const id = useId()
  const [typed, setTyped] = useState(initial)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const asked = useSettled(useDeferredValue(typed.trim()), 150)
  const { data } = useQuery({ ...suggestionsQuery(asked), enabled: open && asked !== '' })
  const options = open && asked !== '' ? (data?.items ?? []) : []

  const search = () => {
    setOpen(false)
    void navigate({ to: '/items', search: typed.trim() ? { q: typed.trim() } : {} })
  }
  const choose = (itemId: string) => {
    setOpen(false)
    void navigate({ to: '/items/$id', params: { id: itemId } })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While Chinese is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((active + step + options.length + 1) % (options.length + 1))
    } else if (event.key === 'Escape') setOpen(false)
    else if (event.key === 'Enter') {
      const chosen = options[active]
      if (!chosen) return
      event.preventDefault()
      choose(chosen.id)
    }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is younger than the screen readers in use
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false)
      }}
    >
      <label className="unseen" htmlFor={`${id}-q`}>
        {t.searchLabel}
      </label>
      <input
        id={`${id}-q`}
        type="search"
        name="q"
        role="combobox"
        autoComplete="off"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={options[active] ? `${id}-${active}` : undefined}
        placeholder={t.example}
        maxLength={200}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setActive(-1)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
      />
      <Button type="submit">{t.search}</Button>
      {/* biome-ignore-start lint/a11y: a list with the roles of an ARIA combobox; the input above answers its keys */}
      <ul
        id={`${id}-list`}
        className="search__list"
        role="listbox"
        aria-label={t.suggestions}
        hidden={options.length === 0}
      >
        {options.map((item, index) => (
          <li
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(item.id)}
          >
            <span>{pick(item.name, item.nameEn)}</span>
            <span className="soft">{item.department}</span>
          </li>
        ))}
      </ul>
      {/* biome-ignore-end lint/a11y: see above */}
      <span className="unseen" role="status">
        {options.length > 0 ? t.suggestionCount(options.length) : ''}
      </span>
    </form>
  )
}

/** A value once it has stood still for some milliseconds. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
