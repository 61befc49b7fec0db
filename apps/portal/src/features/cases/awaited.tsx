import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AwaitedView, CaseView, MessageInput } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { pathOf } from './queries.ts'

const longest = 500

const words = defineWords(
  {
    title: '您可以告诉我们',
    since: (day: string) => `${day}起可以说。`,
    text: '您要说的话',
    help: (most: number) => `不超过 ${most} 个字。会记在办件的进展里，办理的人看得到。`,
    send: (name: string) => `提交：${name}`,
    need: '请写您要说的话',
    sent: '已经收到，记在下面的进展里。',
  },
  {
    title: 'What you can tell us',
    since: (day) => `Open since ${day}.`,
    text: 'What you want to say',
    help: (most) => `At most ${most} characters. It stands in the progress of the case, where the office reads it.`,
    send: (name) => `Send: ${name}`,
    need: 'Write what you want to say',
    sent: 'Received; it stands in the progress below.',
  },
)

/** The messages that the case waits for from the applicant, each with a place to send it. */
export function Awaited({ view }: { view: CaseView }) {
  const t = useWords(words)
  const { data } = useQuery({
    queryKey: ['case', view.id, 'awaited', view.version],
    queryFn: ({ signal }) => request<{ items: AwaitedView[] }>(`${pathOf(view.id)}/awaited`, { signal }),
    enabled: view.closedAt === undefined,
    // The form stays while the case moves on under it.
    placeholderData: keepPreviousData,
  })
  const mine = data?.items.filter(({ maySend, needsReason }) => maySend && !needsReason) ?? []
  if (view.closedAt || mine.length === 0) return null
  return (
    <Section title={t.title}>
      {mine.map((each) => (
        <Message key={`${each.node} ${each.name}`} caseId={view.id} awaited={each} />
      ))}
    </Section>
  )
}

function Message({ caseId, awaited }: { caseId: string; awaited: AwaitedView }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  // The key stays the same until the message has arrived.
  const [key, setKey] = useState(newKey)
  const send = useMutation({
    mutationFn: (body: MessageInput) => request(`${pathOf(caseId)}/messages`, { method: 'POST', body, key }),
    onSuccess: async () => {
      setKey(newKey())
      setText('')
      setAsked(false)
      await queries.invalidateQueries({ queryKey: ['case', caseId] })
    },
  })
  const said = text.trim()
  const id = `message-${awaited.node}`
  const name = pick(awaited.nodeName, awaited.nodeNameEn)
  const frame = { id, help: t.help(longest), ...(asked && said.length < 2 ? { error: t.need } : {}) }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (said.length >= 2 && !send.isPending) send.mutate({ name: awaited.name, data: { text: said }, reason: said })
      }}
    >
      <h3>{name}</h3>
      <p className="soft">{t.since(format.nearDay(awaited.since))}</p>
      <FieldFrame {...frame} frame="label" label={t.text}>
        <textarea
          id={id}
          className="input"
          rows={4}
          maxLength={longest}
          value={text}
          aria-invalid={frame.error !== undefined || undefined}
          aria-describedby={describedBy(frame)}
          onChange={({ target }) => {
            send.reset()
            setKey(newKey())
            setText(target.value)
          }}
        />
      </FieldFrame>
      {send.isError ? <TroubleSaid error={send.error} /> : null}
      {send.isSuccess ? (
        <Said tone="good" role="status">
          <p>{t.sent}</p>
        </Said>
      ) : null}
      <Acts>
        <Button type="submit" busy={send.isPending}>
          {t.send(name)}
        </Button>
      </Acts>
    </form>
  )
}
