import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InstalledRule, Rerun, RerunInput } from '@zhengtong/platform/support/reruns/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** Which rule, under what, of which days and why; then to its results. */
export function StartForm({ rules }: { rules: InstalledRule[] }) {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [key, setKey] = useState(rules[0]?.key)
  const [against, setAgainst] = useState('draft')
  const [file, setFile] = useState<File>()
  const [period, setPeriod] = useState<{ from?: string; to?: string }>({})
  const [purpose, setPurpose] = useState('')
  const rule = rules.find((each) => each.key === key)
  const ready = rule && purpose.trim().length >= 4 && (against !== 'draft' || file)
  const start = useMutation({
    mutationFn: async () => {
      const source: Partial<RerunInput> =
        against === 'draft'
          ? { draft: await file!.text() }
          : against === 'kept'
            ? { kept: true }
            : { version: Number(against) }
      const body = { rule: key, purpose: purpose.trim(), ...period, ...source }
      return request<Rerun>('/rule-reruns', { method: 'POST', body })
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['reruns'] })
      await navigate({ to: '/rules/reruns/$runId', params: { runId: id } })
    },
  })
  return (
    <form
      className="sheet pad flow"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) start.mutate()
      }}
    >
      <p>{w.intro}</p>
      {start.error && (
        <Note tone="danger" alert>
          {sentence(start.error)}
        </Note>
      )}
      <div className="fields">
        <Field label={w.rule}>
          {(own) => (
            <Select
              {...own}
              value={key}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              placeholder={w.chooseRule}
              options={rules.map(({ key: value, title }) => ({ value, label: title }))}
              onChange={(next) => {
                setKey(next)
                setAgainst('draft')
              }}
            />
          )}
        </Field>
        <Field label={w.against}>
          {(own) => (
            <Select
              {...own}
              value={against}
              style={{ width: '100%' }}
              options={[
                { value: 'draft', label: w.draft },
                ...(rule?.versions ?? []).map(({ version, validFrom, inForce }) => ({
                  value: String(version),
                  label: w.installed(version, format.day(validFrom), inForce),
                })),
                { value: 'kept', label: w.kept },
              ]}
              onChange={setAgainst}
            />
          )}
        </Field>
        <Field label={w.from}>
          {(own) => (
            <Input
              id={own.id}
              type="date"
              value={period.from ?? ''}
              onChange={({ target }) => setPeriod(withDay(period, 'from', target.value))}
            />
          )}
        </Field>
        <Field label={w.to}>
          {(own) => (
            <Input
              id={own.id}
              type="date"
              value={period.to ?? ''}
              onChange={({ target }) => setPeriod(withDay(period, 'to', target.value))}
            />
          )}
        </Field>
        <Field label={w.purpose} help={w.purposeHelp} wide>
          {(own) => (
            <Input {...own} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
          )}
        </Field>
      </div>
      <div className="line-row line-row--wrap">
        {against === 'draft' && (
          <>
            <input
              ref={input}
              type="file"
              hidden
              aria-label={w.draft}
              accept=".dmn,.xml"
              onChange={({ target }) => setFile(target.files?.[0])}
            />
            <Button icon={<Icon of={Upload} />} onClick={() => input.current?.click()}>
              {w.chooseFile}
            </Button>
            {file && (
              <span>
                {file.name} <span className="soft">{format.size(file.size)}</span>
              </span>
            )}
          </>
        )}
        <span className="grow" />
        <Button type="primary" htmlType="submit" disabled={!ready} loading={start.isPending}>
          {w.start}
        </Button>
      </div>
    </form>
  )
}

function withDay(period: { from?: string; to?: string }, end: 'from' | 'to', day: string) {
  const { [end]: _before, ...rest } = period
  return day ? { ...rest, [end]: day } : rest
}
