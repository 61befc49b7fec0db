import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportStart, RegisterImport } from '@zhengtong/platform/support/register-imports/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Which column is which field, whether the file is whole, and the button that begins. */
export function MappingForm({ of, register }: { of: RegisterImport; register: Register }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const [mapping, setMapping] = useState(of.mapping)
  const [mode, setMode] = useState(of.mode)
  const begin = useMutation({
    mutationFn: (body: ImportStart) =>
      request<RegisterImport>(`/register-imports/${of.id}/runs`, { method: 'POST', body }),
    onSuccess: (run) => queries.setQueryData(['register-import', of.id], run),
  })
  const faults = begin.error instanceof ApiProblem ? begin.error.faults : []
  const choose = (field: string, chosen: string) => {
    const { [field]: _, ...others } = mapping
    const [kind, value] = [chosen.slice(0, 1), chosen.slice(1)]
    if (chosen === '') setMapping(others)
    else setMapping({ ...others, [field]: kind === 'c' ? { column: value } : { value } })
  }
  const chosenOf = (field: string) => {
    const from = mapping[field]
    return !from ? '' : 'column' in from ? `c${from.column}` : `v${from.value}`
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
        {register.fields.map(({ key, name, nameEn, codes = {} }) => (
          <Field
            key={key}
            label={`${pick(name, nameEn)}${register.keyFields.includes(key) ? ' *' : ''}`}
            fault={faults.find(({ pointer }) => pointer === `/mapping/${key}`)?.detail}
          >
            {(own) => (
              <Select
                {...own}
                showSearch
                style={{ width: '100%' }}
                value={chosenOf(key)}
                onChange={(chosen: string) => choose(key, chosen)}
                options={[
                  { value: '', label: w.none },
                  ...of.columns.map((column) => ({ value: `c${column}`, label: column })),
                  ...Object.entries(codes).map(([code, label]) => ({ value: `v${code}`, label: w.fixed(label) })),
                ]}
              />
            )}
          </Field>
        ))}
      </div>
      <fieldset className="flow">
        <legend>{w.mode}</legend>
        <Radio.Group
          value={mode}
          onChange={({ target }) => setMode(target.value as RegisterImport['mode'])}
          options={(['changes', 'whole'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </fieldset>
      <div className="line-row line-row--wrap">
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({ mapping, mode })}>
          {of.state === 'failed' ? w.again : w.start}
        </Button>
      </div>
    </section>
  )
}
