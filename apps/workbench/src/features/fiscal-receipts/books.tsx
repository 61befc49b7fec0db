import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BookView, ReceiptKind } from '@zhengtong/platform/support/fiscal-receipts/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

const tones = { asked: 'yellow', granted: 'green', refused: 'red' } as const
/** The treasury is asked every other second; whoever applied waits for its answer here. */
const whileAsked = 3_000

type Books = { connected: boolean; waiting: number; items: BookView[] }

/** 票号领用: what the treasury gave out, how much is left, and whether bills wait for more. */
export function BookList() {
  const w = useWords(words)
  const format = useFormat()
  const found = useQuery({
    queryKey: ['receipt-books'],
    queryFn: ({ signal }) => request<Books>('/receipt-books', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((book) => book.state === 'asked') ? whileAsked : false),
  })
  return (
    <section className="list-box flow" aria-labelledby="books">
      <h2 id="books" className="page-head">
        {w.books}
      </h2>
      <Content of={found}>
        {({ connected, waiting, items }) => (
          <>
            {!connected && <Note tone="danger">{w.off}</Note>}
            {waiting > 0 && <Note>{w.waiting(waiting)}</Note>}
            {items.length === 0 ? (
              <p className="pad soft">{w.noBooks}</p>
            ) : (
              <ul className="ratings">
                {items.map((book) => (
                  <li key={book.id} className="flow">
                    <div className="line-row line-row--wrap">
                      <b className="grow">
                        {w.kind[book.kind]} · {book.state === 'granted' ? w.left(book.left) : w.of(book.quantity)}
                      </b>
                      <StateWord tone={tones[book.state]}>{w.bookState[book.state]}</StateWord>
                    </div>
                    <p className="soft">
                      {book.code && book.first && book.last ? `${w.range(book.code, book.first, book.last)} · ` : ''}
                      {w.by(book.askedBy, format.day(book.askedAt))}
                      {book.said ? ` · ${book.said}` : ''}
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Content>
    </section>
  )
}

export function ApplyDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [kind, setKind] = useState<ReceiptKind>('non-tax')
  const [quantity, setQuantity] = useState('500')
  const [asked, setAsked] = useState(false)
  const [key] = useState(() => crypto.randomUUID())
  const bad = !/^[1-9]\d{0,4}$|^100000$/.test(quantity.trim())
  const apply = useMutation({
    mutationFn: () =>
      request<BookView>('/receipt-books', { method: 'POST', key, body: { kind, quantity: Number(quantity) } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['receipt-books'] })
      message.success(w.asked)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={w.apply}
      okText={w.send}
      cancelText={w.back}
      okButtonProps={{ loading: apply.isPending }}
      onOk={() => {
        setAsked(true)
        if (!bad) apply.mutate()
      }}
      onCancel={onClose}
    >
      <div className="flow">
        {apply.error && (
          <Note tone="danger" alert>
            {sentence(apply.error)}
          </Note>
        )}
        <p>{w.ask}</p>
        <Radio.Group
          aria-label={w.whichKind}
          value={kind}
          onChange={({ target }) => setKind(target.value as ReceiptKind)}
          options={(['non-tax', 'settlement'] as const).map((value) => ({ value, label: w.kind[value] }))}
        />
        <Field label={w.quantity} fault={asked && bad ? w.badQuantity : undefined}>
          {(own) => (
            <Input {...own} inputMode="numeric" value={quantity} onChange={({ target }) => setQuantity(target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  )
}
