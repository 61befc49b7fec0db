import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ExchangeRow, ResendInput } from '@zhengtong/platform/nets/service/exchange/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { ArrowUpFromLine } from 'lucide-react'
import { RowTable } from '../features/exchange/row-table.tsx'
import { ExchangeTabs } from '../features/exchange/tabs.tsx'
import { exchangeStateQuery } from '../features/exchange/use-state.ts'
import { words } from '../features/exchange/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

const tables = ['accept', 'process', 'special_procedure', 'result', 'material'] as const
const states = ['waiting', 'sent', 'received', 'refused'] as const

/** Case data on its way to the province, row by row. */
export function ExchangePage() {
  const w = useWords(words)
  const sentence = useSentence()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const filter = useSearch({ from: '/work/exchange' })
  const navigate = useNavigate()
  const state = useQuery(exchangeStateQuery)
  const rows = usePaged<ExchangeRow>('exchange', '/exchange/rows', filter)
  const resend = useMutation({
    mutationFn: (body: ResendInput) => request<{ rows: number }>('/exchange/resends', { method: 'POST', body }),
    onSuccess: async ({ rows: count }) => {
      await queries.invalidateQueries({ queryKey: ['exchange'] })
      message.success(w.resent(count))
    },
    onError: (error) => void message.error(sentence(error)),
  })
  const change = (part: typeof filter) =>
    void navigate({ to: '/exchange', search: { ...filter, ...part }, replace: true })
  const refused = state.data?.counts.some((each) => each.state === 'refused')
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <ExchangeTabs />
        {refused && (
          <Button loading={resend.isPending} onClick={() => resend.mutate({})}>
            {w.resend}
          </Button>
        )}
      </div>
      <div className="filters">
        <Choice
          label={w.table}
          any={w.anyTable}
          width={260}
          value={filter.table}
          options={tables.map((value) => ({ value, label: w.tableWord[value] }))}
          onChange={(table) => change({ table })}
        />
        <Choice
          label={w.state}
          any={w.anyState}
          width={200}
          value={filter.state}
          options={states.map((value) => ({ value, label: w.stateWord[value] }))}
          onChange={(next) => change({ state: next })}
        />
        <SearchBox label={w.number} value={filter.q} onChange={(q) => change({ q })} />
        <span className="grow" />
        {filter.table ? (
          <a href={address('/exchange/rows.csv', filter)} download>
            {w.csv}
          </a>
        ) : (
          <span className="soft">{w.csvFirst}</span>
        )}
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={rows.list}>
          {(found) =>
            found.length > 0 ? (
              <RowTable rows={found} onResend={(row) => resend.mutate({ table: row.table, keys: [row.key] })} />
            ) : (
              <Blank icon={ArrowUpFromLine} title={w.none}>
                <p>{w.noneHelp}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {rows.rows && rows.rows.length > 0 && <More of={rows} />}
    </>
  )
}
