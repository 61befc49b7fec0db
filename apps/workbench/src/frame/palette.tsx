import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ItemResults } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { CaseRow } from '@zhengtong/platform/support/cases/contract.ts'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react'
import { placesFor } from './navigation.ts'
import { words } from './words.ts'

type Found = { id: string; group: string; name: string; note: string; go: () => void }

/** One box for everything: cases and items by any word, pages by name. */
export function Palette({ me, onClose }: { me: ActorView; onClose: () => void }) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const found = useFound(me, typed.trim())
  const chosen = found[Math.min(at, found.length - 1)]
  useEffect(() => {
    if (chosen) document.getElementById(`${list}${chosen.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, list])
  const open = (one: Found | undefined) => {
    if (!one) return
    onClose()
    one.go()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') open(chosen)
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      title={w.findTitle}
      onCancel={onClose}
      footer={null}
      width={640}
      afterOpenChange={focusInput}
      className="palette"
    >
      <Input
        size="large"
        value={typed}
        placeholder={w.find}
        role="combobox"
        aria-label={w.find}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}${chosen.id}` : undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={list} aria-label={w.findTitle} className="palette-list" tabIndex={0}>
        {found.map((one) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the box above choose (WAI-ARIA combobox)
          <div
            key={one.id}
            id={`${list}${one.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={one === chosen}
            onClick={() => open(one)}
          >
            <span className="grow clip">{one.name}</span>
            <span className="soft clip">{one.note}</span>
            <span className="soft">{one.group}</span>
          </div>
        ))}
      </div>
      <p className="soft" aria-live="polite">
        {found.length === 0 ? w.findEmpty : ''}
      </p>
    </Modal>
  )
}

function focusInput(open: boolean) {
  if (open) document.querySelector<HTMLInputElement>('.palette input')?.focus()
}

function useFound(me: ActorView, typed: string): Found[] {
  const w = useWords(words)
  const pick = usePick()
  const navigate = useNavigate()
  const q = useDeferredValue(typed)
  const places = placesFor(me)
  const mayCases = places.some(({ key }) => key === 'cases')
  const cases = useQuery({
    queryKey: ['cases', { q, limit: 8 }],
    queryFn: ({ signal }) => request<{ items: CaseRow[] }>('/cases', { query: { q, limit: 8 }, signal }),
    enabled: q.length > 0 && mayCases,
  })
  const items = useQuery({
    queryKey: ['items', { q, limit: 8 }],
    queryFn: ({ signal }) => request<ItemResults>('/items', { query: { q, limit: 8 }, signal }),
    enabled: q.length > 0,
  })
  const pages = places.filter(({ key }) => !typed || w[key].toLowerCase().includes(typed.toLowerCase()))
  return [
    ...pages.map(({ key, to }) => ({
      id: key,
      group: w.findPages,
      name: w[key],
      note: '',
      go: () => void navigate({ to }),
    })),
    ...(q ? (cases.data?.items ?? []) : []).map(({ id, no, itemName, applicant }) => ({
      id,
      group: w.findCases,
      name: `${itemName} · ${applicant}`,
      note: no,
      go: () => void navigate({ to: '/cases/$caseId', params: { caseId: id } }),
    })),
    ...(q ? (items.data?.items ?? []) : []).map(({ id, name, nameEn, department }) => ({
      id,
      group: w.findItems,
      name: pick(name, nameEn),
      note: department,
      go: () => void navigate({ to: '/items/$itemId', params: { itemId: id } }),
    })),
  ]
}
