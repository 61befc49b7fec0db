import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RunView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { yuanOf } from '../bills/words.ts'
import { words } from './words.ts'

const tones = { proposed: 'yellow', approved: 'green', refused: 'red' } as const

/** Months prepared by one person and approved by another. */
export function Runs() {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const queries = useQueryClient()
  const sentence = useSentence()
  const { message } = App.useApp()
  const found = useQuery({
    queryKey: ['payouts', 'runs'],
    queryFn: async ({ signal }) => (await request<{ items: RunView[] }>('/payout-runs', { signal })).items,
  })
  const decide = useMutation({
    mutationFn: ({ id, approve }: { id: string; approve: boolean }) =>
      request<RunView>(`/payout-runs/${id}/decision`, { method: 'POST', body: { approve } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['payouts'] })
      message.success(w.done)
    },
  })
  return (
    <section className="list-box flow" aria-labelledby="runs">
      <h2 id="runs" className="page-head">
        {w.runs}
      </h2>
      {decide.error && (
        <Note tone="danger" alert>
          {sentence(decide.error)}
        </Note>
      )}
      <Content of={found}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="pad soft">{w.noRuns}</p>
          ) : (
            <ul className="ratings">
              {rows.map((row) => (
                <li key={row.id} className="line-row line-row--wrap">
                  <b className="grow">
                    {pick(row.title, row.titleEn)} {row.month} · {w.run(row.count, yuanOf(row.fen))}
                  </b>
                  <span className="soft">
                    {w.by(row.proposedBy, format.day(row.proposedAt))} {row.decidedBy ? w.decided(row.decidedBy) : ''}
                  </span>
                  <StateWord tone={tones[row.state]}>{w.runState[row.state]}</StateWord>
                  {row.mayDecide && (
                    <>
                      <Button onClick={() => decide.mutate({ id: row.id, approve: false })}>{w.refuse}</Button>
                      <Button
                        type="primary"
                        loading={decide.isPending}
                        onClick={() => decide.mutate({ id: row.id, approve: true })}
                      >
                        {w.approve}
                      </Button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Content>
    </section>
  )
}

/** Asks for a month, and says what it would come to. */
export function PrepareDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [kind, setKind] = useState('old-age-allowance')
  const [month, setMonth] = useState('')
  const [asked, setAsked] = useState(false)
  const [key] = useState(() => crypto.randomUUID())
  const bad = !/^20\d{2}-(0[1-9]|1[0-2])$/.test(month.trim())
  const prepare = useMutation({
    mutationFn: () =>
      request<RunView>('/payout-runs', { method: 'POST', key, body: { kind: kind.trim(), month: month.trim() } }),
    onSuccess: async (run) => {
      await queries.invalidateQueries({ queryKey: ['payouts'] })
      message.success(w.run(run.count, yuanOf(run.fen)))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={w.prepare}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: prepare.isPending }}
      onOk={() => {
        setAsked(true)
        if (!bad) prepare.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {prepare.error && (
          <Note tone="danger" alert>
            {sentence(prepare.error)}
          </Note>
        )}
        <p>{w.runHelp}</p>
        <Field label={w.kind} help={w.allowance}>
          {(own) => <Input {...own} value={kind} onChange={({ target }) => setKind(target.value)} />}
        </Field>
        <Field label={w.month} help={w.monthHelp} fault={asked && bad ? w.badMonth : undefined}>
          {(own) => <Input {...own} value={month} onChange={({ target }) => setMonth(target.value)} />}
        </Field>
      </div>
    </Modal>
  )
}
