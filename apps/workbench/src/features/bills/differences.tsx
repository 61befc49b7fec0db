import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DifferenceView } from '@zhengtong/platform/support/payments/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { differenceWords } from './difference-words.ts'
import { words, yuanOf } from './words.ts'

/** What did not fit, each a task until somebody says what was done. */
export function Differences({ rows }: { rows: DifferenceView[] }) {
  const w = useWords(differenceWords)
  const names = useWords(words)
  const format = useFormat()
  const [settling, setSettling] = useState<DifferenceView>()
  return (
    <>
      <ul className="ratings">
        {rows.map((row) => (
          <li key={row.id} className="flow">
            <div className="line-row line-row--wrap">
              <b className="grow">
                {w.kind[row.kind]} · {w.about[row.about]} {row.no}
              </b>
              <span className="soft">
                {names.channel[row.channel] ?? row.channel} {format.day(row.day)}
              </span>
              <StateWord tone={row.state === 'open' ? 'red' : 'green'}>{w.state[row.state]}</StateWord>
            </div>
            <p>{w.sides(yuanOf(row.oursFen), yuanOf(row.theirsFen))}</p>
            {row.how && (
              <p className="soft">
                {w.settled(row.settledBy ?? '', format.day(row.settledAt ?? row.foundAt))}：{row.how}
              </p>
            )}
            {row.maySettle && (
              <div className="line-row">
                <span className="grow" />
                <Button type="primary" onClick={() => setSettling(row)}>
                  {w.settle}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {settling && <SettleDialog difference={settling} onClose={() => setSettling(undefined)} />}
    </>
  )
}

function SettleDialog({ difference, onClose }: { difference: DifferenceView; onClose: () => void }) {
  const w = useWords(differenceWords)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [how, setHow] = useState('')
  const [asked, setAsked] = useState(false)
  const short = how.trim().length < 5
  const settle = useMutation({
    mutationFn: () =>
      request<DifferenceView>(`/payment-differences/${difference.id}/settlement`, {
        method: 'POST',
        body: { how: how.trim(), expectedVersion: difference.rowVersion },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['payment-differences'] })
      message.success(w.done)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${w.kind[difference.kind]}：${difference.no}`}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: settle.isPending }}
      onOk={() => {
        setAsked(true)
        if (!short) settle.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {settle.error && (
          <Note tone="danger" alert>
            {sentence(settle.error)}
          </Note>
        )}
        <p>{w.sides(yuanOf(difference.oursFen), yuanOf(difference.theirsFen))}</p>
        <Field label={w.how} help={w.howHelp} fault={asked && short ? w.needHow : undefined}>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={1000}
              value={how}
              onChange={({ target }) => setHow(target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
