import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { EntryContent, EntryView } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Select } from 'antd'
import { Lock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { EntryForm } from '../features/data-catalogue/entry-form.tsx'
import { words } from '../features/data-catalogue/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Field } from '../parts/field.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'
import { useMe } from '../session.ts'

const blank: EntryContent = {
  name: '',
  classification: '',
  abstract: '',
  keywords: [],
  format: 'database',
  cycle: 'monthly',
  items: [],
  sharing: { type: 'unconditional' },
  opening: { type: 'closed' },
}

/** Begins an entry for a department of mine. */
export function NewDataEntryPage() {
  const w = useWords(words)
  const me = useMe()
  const posts = me.posts.filter(({ role }) => role === 'data-officer')
  const [departmentId, setDepartment] = useState(posts[0]?.departmentId)
  useTitle(w.newTitle)
  if (!departmentId)
    return (
      <Blank whole icon={Lock} title={w.notOfficer}>
        <Link to="/data-catalogue">{w.back}</Link>
      </Blank>
    )
  return (
    <Editor
      title={w.newTitle}
      start={blank}
      path="/data-catalogue/entries"
      send={(content) => ({ departmentId, content })}
    >
      {posts.length > 1 && (
        <Field label={w.department}>
          {({ status: _status, ...own }) => (
            <Select
              {...own}
              value={departmentId}
              options={posts.map((post) => ({ value: post.departmentId, label: post.departmentName }))}
              onChange={setDepartment}
            />
          )}
        </Field>
      )}
    </Editor>
  )
}

/** The draft of an entry, or of its revision. */
export function DataEntryEditPage() {
  const w = useWords(words)
  const { entryId } = useParams({ from: '/work/data-catalogue/$entryId/edit' })
  const entry = useQuery({
    queryKey: ['data-catalogue', 'entry', entryId],
    queryFn: ({ signal }) => request<EntryView>(`/data-catalogue/entries/${entryId}`, { signal }),
    refetchOnWindowFocus: false,
  })
  useTitle(w.editTitle)
  return (
    <Content whole of={entry}>
      {(found) => (
        <Editor
          title={`${w.editTitle}：${found.name}`}
          start={found.draft ?? found.content}
          path={`/data-catalogue/entries/${found.id}`}
          send={(content) => ({ revision: found.revision, content })}
        />
      )}
    </Content>
  )
}

function Editor(props: {
  title: string
  start: EntryContent
  path: string
  send: (content: EntryContent) => unknown
  children?: ReactNode
}) {
  const { title, start, path, send, children } = props
  const w = useWords(words)
  const sentence = useSentence()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [content, setContent] = useState(start)
  const save = useMutation({
    mutationFn: () =>
      request<EntryView>(path, { method: path.endsWith('/entries') ? 'POST' : 'PUT', body: send(content) }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['data-catalogue'] })
      message.success(w.saved)
      await navigate({ to: '/data-catalogue/$entryId', params: { entryId: id } })
    },
  })
  const faults = new Map(
    save.error instanceof ApiProblem
      ? save.error.faults.map(({ pointer, detail }) => [pointer.replace(/^\/content/, ''), detail])
      : [],
  )
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{title}</h1>
        <Link to="/data-catalogue">{w.back}</Link>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {w.save}
        </Button>
      </div>
      <div className="flow pad scrolls">
        {save.error && (
          <Note tone="danger" alert>
            {sentence(save.error)}
          </Note>
        )}
        {children}
        <EntryForm content={content} onChange={setContent} faults={faults} />
      </div>
    </>
  )
}
