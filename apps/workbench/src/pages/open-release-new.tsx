import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import type { EntryView, InfoItem } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import type { ReleaseView, Treatment } from '@zhengtong/platform/nets/data/opening/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { words } from '../features/open-data/words.ts'
import { Content } from '../parts/content.tsx'
import { Field } from '../parts/field.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

/** Prepares the release of a catalogue entry: which fields leave, and how. */
export function NewOpenReleasePage() {
  const { entry } = useSearch({ from: '/work/open-data/new' })
  // A release is of an entry: without one, it is first looked for.
  return entry ? <ReleaseOf id={entry} /> : <Navigate to="/data-catalogue" replace />
}

function ReleaseOf({ id }: { id: string }) {
  const entry = useQuery({
    queryKey: ['data-catalogue', 'entry', id],
    queryFn: ({ signal }) => request<EntryView>(`/data-catalogue/entries/${id}`, { signal }),
  })
  return (
    <Content whole of={entry}>
      {(found) => <Editor entry={found} />}
    </Content>
  )
}

type How = Treatment['how']
type Line = { item: InfoItem; out: boolean; how: How; quasi: boolean; sensitive: boolean }

const publicItem = ({ grade, pi }: InfoItem) => grade === 1 && pi === 'none'
const treatmentOf = (how: How): Treatment =>
  how === 'band' ? { how, width: 10 } : how === 'prefix' ? { how, length: 2 } : { how }

/** What may be done with a value of this type and grade. */
function waysOf(item: InfoItem): How[] {
  if (publicItem(item)) {
    if (item.type === 'date' || item.type === 'timestamp') return ['keep', 'month', 'year']
    if (item.type === 'integer' || item.type === 'number') return ['keep', 'band']
    return item.type === 'text' ? ['keep', 'prefix'] : ['keep']
  }
  if (item.type === 'date' || item.type === 'timestamp') return item.grade >= 3 ? ['year', 'mask'] : ['year', 'month']
  return item.grade >= 3 || item.type !== 'text' ? ['mask'] : ['mask', 'prefix']
}

function Editor({ entry }: { entry: EntryView }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const sentence = useSentence()
  const queries = useQueryClient()
  const [lines, setLines] = useState<Line[]>(() =>
    entry.content.items.map((item) => ({
      ...{ item, out: publicItem(item), how: waysOf(item)[0]!, quasi: false, sensitive: false },
    })),
  )
  const [until, setUntil] = useState('')
  const [suppress, setSuppress] = useState(false)
  const [asked, setAsked] = useState(false)
  const out = lines.filter((line) => line.out)
  const keysOf = (name: 'quasi' | 'sensitive') => out.filter((line) => line[name]).map(({ item }) => item.key)
  const put = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, i) => (i === at ? { ...line, ...part } : line)))
  const place = ['longitude', 'latitude'].every((key) =>
    out.some(({ item, how }) => item.key === key && how === 'keep'),
  )
  useTitle(w.prepare)
  const send = useMutation({
    mutationFn: () =>
      request<ReleaseView>('/open-data/releases', {
        method: 'POST',
        body: {
          entryId: entry.id,
          until,
          plan: {
            access: entry.opening === 'unconditional' ? 'open' : 'conditional',
            fields: out.map(({ item, how }) => ({ key: item.key, treatment: treatmentOf(how) })),
            ...{ quasi: keysOf('quasi'), sensitive: keysOf('sensitive'), suppress },
            ...(place ? { place: { longitude: 'longitude', latitude: 'latitude' } } : {}),
          },
        },
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['open-data'] })
      void navigate({ to: '/open-data/$releaseId', params: { releaseId: id } })
    },
  })
  return (
    <>
      <div className="page-head page-head--line">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/open-data">{w.title}</Link>
            </li>
            <li>
              <Link to="/data-catalogue/$entryId" params={{ entryId: entry.id }}>
                {entry.code}
              </Link>
            </li>
          </ul>
          <h1>{w.prepareTitle(entry.name)}</h1>
        </div>
      </div>
      <div className="flow pad scrolls">
        {send.error && (
          <Note tone="danger" alert>
            {sentence(send.error)}
            {send.error instanceof ApiProblem &&
              send.error.faults.map(({ pointer, detail }) => <p key={`${pointer} ${detail}`}>{detail}</p>)}
          </Note>
        )}
        <ul className="ratings">
          {lines.map((line, at) => (
            <li key={line.item.key} className="line-row line-row--wrap">
              <Checkbox checked={line.out} onChange={({ target }) => put(at, { out: target.checked })}>
                {w.leaves} {line.item.name}
              </Checkbox>
              <span className="grow" />
              <Select
                aria-label={`${w.treatment} ${line.item.name}`}
                disabled={!line.out}
                style={{ width: 150 }}
                value={line.how}
                options={waysOf(line.item).map((value) => ({ value, label: w.how[value] }))}
                onChange={(how: How) => put(at, { how })}
              />
              <Checkbox
                aria-label={`${w.quasi} ${line.item.name}`}
                disabled={!line.out}
                checked={line.quasi}
                onChange={({ target }) =>
                  put(at, { quasi: target.checked, ...(target.checked ? { sensitive: false } : {}) })
                }
              >
                {w.quasi}
              </Checkbox>
              <Checkbox
                aria-label={`${w.sensitive} ${line.item.name}`}
                disabled={!line.out}
                checked={line.sensitive}
                onChange={({ target }) =>
                  put(at, { sensitive: target.checked, ...(target.checked ? { quasi: false } : {}) })
                }
              >
                {w.sensitive}
              </Checkbox>
            </li>
          ))}
        </ul>
        {asked && out.length === 0 && <Note tone="danger">{w.needFields}</Note>}
        <Checkbox checked={suppress} onChange={({ target }) => setSuppress(target.checked)}>
          {w.suppress}
        </Checkbox>
        <Field label={w.end} fault={asked && !until ? w.needEnd : undefined}>
          {(own) => (
            <Input
              {...own}
              type="date"
              style={{ maxWidth: 220 }}
              value={until}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </Field>
        <div>
          <Button
            type="primary"
            loading={send.isPending}
            onClick={() => {
              setAsked(true)
              if (until && out.length > 0) send.mutate()
            }}
          >
            {w.check}
          </Button>
        </div>
      </div>
    </>
  )
}
