import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StockImport, StockRun } from '@zhengtong/platform/support/stock-licences/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Which column is what, and the two buttons: try, and import. */
export function MappingForm({ of }: { of: StockImport }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState(of.mapping)
  const begin = useMutation({
    mutationFn: (body: StockRun) => request<StockImport>(`/stock-imports/${of.id}/runs`, { method: 'POST', body }),
    onSuccess: (run) => queries.setQueryData(['stock-import', of.id], run),
  })
  const faults = begin.error instanceof ApiProblem ? begin.error.faults : []
  const choose = (to: string, column: string) => {
    const { [to]: _, ...others } = mapping
    setMapping(column === '' ? others : { ...others, [to]: { column } })
  }
  const columnOf = (to: string) => {
    const from = mapping[to]
    return from && 'column' in from ? from.column : ''
  }
  return (
    <section className="sheet pad flow">
      <h2>{w.mapping}</h2>
      <p className="soft">{w.mappingHelp}</p>
      {begin.error && (
        <Note tone="danger" alert>
          {sentence(begin.error)}
        </Note>
      )}
      <div className="entries">
        {of.targets.map(({ to, title, titleEn, required }) => (
          <Field
            key={to}
            label={`${pick(title, titleEn)}${required ? ' *' : ''}`}
            fault={faults.find(({ pointer }) => pointer === `/mapping/${to}`)?.detail}
          >
            {(own) => (
              <Select
                {...own}
                showSearch
                style={{ width: '100%' }}
                value={columnOf(to)}
                onChange={(column: string) => choose(to, column)}
                options={[{ value: '', label: w.none }, ...of.columns.map((each) => ({ value: each, label: each }))]}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="line-row line-row--wrap">
        <Button
          type={of.state === 'checked' ? 'default' : 'primary'}
          loading={begin.isPending}
          onClick={() => begin.mutate({ mapping, trial: true })}
        >
          {w.trial}
        </Button>
        <Popconfirm
          title={w.confirm(format.number(of.of))}
          okText={w.confirmYes}
          onConfirm={() => begin.mutate({ mapping, trial: false })}
        >
          <Button type={of.state === 'checked' ? 'primary' : 'default'} disabled={begin.isPending}>
            {w.start}
          </Button>
        </Popconfirm>
      </div>
    </section>
  )
}
