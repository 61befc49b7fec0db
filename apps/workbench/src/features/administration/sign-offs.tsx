import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SignOff } from '@zhengtong/platform/support/identity/review/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { holdsAny, useMe } from '../../session.ts'

const words = defineWords(
  {
    title: '签核记录',
    none: '还没有签核过。',
    line: (at: string, by: string, powers: number) => `${at}，${by}签核，共 ${powers} 项权限`,
    list: '当时的名单',
    note: '核查结论',
    noteHelp: '写明发现了什么、怎样处理。签核以后，名单按现在的样子存档，不能改。',
    sign: '签核这份名单',
    needed: '请写明结论，至少 4 个字',
    done: '已签核，名单已存档',
  },
  {
    title: 'Sign-offs',
    none: 'Nobody has signed it off yet.',
    line: (at: string, by: string, powers: number) => `${at}, by ${by}: ${powers} powers`,
    list: 'The list as it was',
    note: 'Findings',
    noteHelp: 'What was found and done about it. The list is kept as it is now and cannot be changed.',
    sign: 'Sign this list off',
    needed: 'Give your findings in at least four characters',
    done: 'Signed off; the list is kept',
  },
)

/** When the list was looked through, by whom, and for a security officer the way to sign it off. */
export function SignOffs() {
  const w = useWords(words)
  const me = useMe()
  const format = useFormat()
  const signOffs = useQuery({
    queryKey: ['power-sign-offs'],
    queryFn: ({ signal }) => request<{ items: SignOff[] }>('/powers/sign-offs', { signal }),
  })
  return (
    <section className="pad flow" aria-labelledby="sign-offs">
      <h2 id="sign-offs">{w.title}</h2>
      {holdsAny(me, ['security-officer']) && <Sign />}
      <Content of={signOffs} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{w.none}</p>
          ) : (
            <ul className="plain flow">
              {items.map(({ id, at, by, powers, note }) => (
                <li key={id}>
                  <strong>{w.line(format.instant(at), by, powers)}</strong> <span>{note}</span>{' '}
                  <a href={`/api/v1/powers/sign-offs/${id}/list`}>{w.list}</a>
                </li>
              ))}
            </ul>
          )
        }
      </Content>
    </section>
  )
}

function Sign() {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const isWhole = note.trim().length >= 4
  const sign = useMutation({
    mutationFn: () => request<SignOff>('/powers/sign-offs', { method: 'POST', body: { note: note.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['power-sign-offs'] })
      setNote('')
      setAsked(false)
      message.success(w.done)
    },
  })
  return (
    <form
      className="flow"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (isWhole) sign.mutate()
      }}
    >
      {sign.error && (
        <Note tone="danger" alert>
          {sentence(sign.error)}
        </Note>
      )}
      <Field label={w.note} help={w.noteHelp} fault={asked && !isWhole ? w.needed : undefined}>
        {(own) => (
          <Input.TextArea
            {...own}
            rows={2}
            maxLength={500}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={sign.isPending}>
        {w.sign}
      </Button>
    </form>
  )
}
