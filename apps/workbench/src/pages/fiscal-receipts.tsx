import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReceiptView } from '@zhengtong/platform/support/fiscal-receipts/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { yuanOf } from '../features/bills/words.ts'
import { ApplyDialog, BookList } from '../features/fiscal-receipts/books.tsx'
import { words } from '../features/fiscal-receipts/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

const reports = ['refused', 'waiting', 'accepted'] as const
const tones = { waiting: 'yellow', accepted: 'green', refused: 'red' } as const

/** Receipts of the offices of this person, what the treasury said of them, and the numbers that are left. */
export function FiscalReceiptsPage() {
  const w = useWords(words)
  const { report } = useSearch({ from: '/work/fiscal-receipts' })
  const navigate = useNavigate()
  const receipts = usePaged<ReceiptView>('fiscal-receipts', '/fiscal-receipts', { report })
  const [applying, setApplying] = useState(false)
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
          value={report}
          options={reports.map((value) => ({ value, label: w.report[value] }))}
          onChange={(next) => void navigate({ to: '/fiscal-receipts', search: { report: next }, replace: true })}
        />
        <span className="grow" />
        <Button type="primary" onClick={() => setApplying(true)}>
          {w.apply}
        </Button>
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={receipts.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            ) : (
              <Blank icon={ReceiptText} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {receipts.rows && receipts.rows.length > 0 && <More of={receipts} />}
      <BookList />
      {applying && <ApplyDialog onClose={() => setApplying(false)} />}
    </>
  )
}

function Row({ row }: { row: ReceiptView }) {
  const w = useWords(words)
  const format = useFormat()
  const queries = useQueryClient()
  const sentence = useSentence()
  const { message } = App.useApp()
  const again = useMutation({
    mutationFn: () => request<ReceiptView>(`/fiscal-receipts/${row.id}/reports`, { method: 'POST' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['fiscal-receipts'] })
      message.success(w.done)
    },
    onError: (error) => void message.error(sentence(error)),
  })
  const other = row.other ? `${row.other.code}-${row.other.number}` : undefined
  return (
    <li className="flow">
      <div className="line-row line-row--wrap">
        <b className="grow">
          {w.yuan(yuanOf(row.totalFen))} · {row.payer} · {row.lines.map(({ name }) => name).join('、')}
        </b>
        {row.state === 'reversed' && <StateWord tone="yellow">{w.state.reversed}</StateWord>}
        <StateWord tone={tones[row.report]}>{w.report[row.report]}</StateWord>
      </div>
      {row.report === 'refused' && row.reportSaid && <p>{row.reportSaid}</p>}
      <p className="soft">
        {w.kind[row.kind]}
        {row.red ? `（${w.red}）` : ''} {row.code}-{row.number} · {format.day(row.issuedAt)}
        {other ? ` · ${row.red ? w.takesBack(other) : w.takenBack(other)}` : ''}
        {row.entered ? ` · ${w.entered(row.entered.unit)}` : ''} ·{' '}
        <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
          {w.case} {row.caseNo}
        </Link>
      </p>
      {row.report === 'refused' && (
        <div className="line-row">
          <span className="grow" />
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate()}>
            {w.again}
          </Button>
        </div>
      )}
    </li>
  )
}
