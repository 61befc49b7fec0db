import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Assisted, AssistInput } from '@zhengtong/platform/nets/service/counter/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

const ways = ['id-card', 'e-id', 'temporary-card'] as const

/** Who stands at the window, as the card says, and what they came for. */
export function BeginForm({ itemId, name }: { itemId?: string; name?: string }) {
  const w = useWords(words)
  const sentence = useSentence()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const [given, setGiven] = useState<Partial<AssistInput>>({
    identifiedBy: 'id-card',
    ...(itemId ? { itemId } : {}),
    ...(name ? { name } : {}),
  })
  const items = useQuery({
    queryKey: ['counter-items', q],
    queryFn: ({ signal }) =>
      request<{ items: { id: string; name: string }[] }>('/items', { query: { q: q || undefined, limit: 20 }, signal }),
  })
  const begin = useMutation({
    mutationFn: () => request<Assisted>('/counter-applications', { method: 'POST', body: given }),
    onSuccess: ({ id }) => navigate({ to: '/counter/$id', params: { id } }),
  })
  const set = (part: Partial<AssistInput>) => setGiven((before) => ({ ...before, ...part }))
  return (
    <form
      className="pad flow narrow"
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      {begin.error && (
        <Note tone="danger" alert>
          {sentence(begin.error)}
        </Note>
      )}
      <Field label={w.item}>
        {(own) => (
          <Select
            {...own}
            showSearch
            filterOption={false}
            placeholder={w.findItem}
            style={{ width: '100%' }}
            onSearch={setQ}
            value={given.itemId}
            options={(items.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(itemId: string) => set({ itemId })}
          />
        )}
      </Field>
      <Field label={w.name}>
        {(own) => <Input {...own} value={given.name} onChange={({ target }) => set({ name: target.value })} />}
      </Field>
      <Field label={w.idNumber}>
        {(own) => (
          <Input
            {...own}
            maxLength={18}
            value={given.idNumber}
            onChange={({ target }) => set({ idNumber: target.value.trim() })}
          />
        )}
      </Field>
      <Field label={w.identifiedBy}>
        {(own) => (
          <Select
            {...own}
            value={given.identifiedBy}
            style={{ width: '100%' }}
            options={ways.map((value) => ({ value, label: w.identified[value] }))}
            onChange={(identifiedBy) => set({ identifiedBy })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {w.begin}
      </Button>
    </form>
  )
}
