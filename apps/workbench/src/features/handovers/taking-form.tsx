import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Handover, Strokes, Taking } from '@zhengtong/platform/nets/service/handovers/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { SignaturePad } from './signature-pad.tsx'
import { words } from './words.ts'

const ways = ['id-card', 'e-id', 'temporary-card'] as const

/** Who has come, what was looked through together, and how they sign for it. */
export function TakingForm({ of }: { of: Handover }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [texts, setTexts] = useState({ name: '', idNumber: '', code: '' })
  const [identifiedBy, setIdentifiedBy] = useState<Taking['identifiedBy']>('id-card')
  const [checked, setChecked] = useState<number[]>([])
  const [proxyPaper, setProxyPaper] = useState(false)
  const [strokes, setStrokes] = useState<Strokes>([])
  const [asked, setAsked] = useState(false)
  const all = checked.length === of.documents.length
  const signed = strokes.length > 0 || texts.code.length === 6
  const ready = all && signed && texts.name.trim() !== '' && texts.idNumber.trim().length === 18
  const give = useMutation({
    mutationFn: (taking: Taking) =>
      request<Handover>(`/handovers/${of.id}/acts`, {
        method: 'POST',
        body: { verb: 'hand-over', taking },
        key: newKey(),
      }),
    onSuccess: async (after) => {
      queries.setQueryData(['handover', of.id], after)
      await queries.invalidateQueries({ queryKey: ['handovers'] })
      message.success(w.given)
    },
  })
  const entry = (name: keyof typeof texts, label: string, most: number, help?: string) => (
    <Field label={label} help={help} fault={asked && name !== 'code' && !texts[name].trim() ? w.needed : undefined}>
      {(own) => (
        <Input
          {...own}
          autoComplete="off"
          maxLength={most}
          {...(name === 'name' ? {} : { inputMode: name === 'code' ? ('numeric' as const) : ('text' as const) })}
          value={texts[name]}
          onChange={({ target }) => setTexts((before) => ({ ...before, [name]: target.value }))}
        />
      )}
    </Field>
  )
  return (
    <form
      className="flow"
      aria-label={w.handOver}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (!ready) return
        give.mutate({
          ...{ name: texts.name.trim(), idNumber: texts.idNumber.trim(), identifiedBy, checked },
          ...(texts.code ? { code: texts.code } : {}),
          ...(strokes.length > 0 ? { strokes } : {}),
          ...(proxyPaper ? { proxyPaper } : {}),
        })
      }}
    >
      <h2>{w.who}</h2>
      {give.error && (
        <Note tone="danger" alert>
          {sentence(give.error)}
        </Note>
      )}
      {entry('name', w.name, 50)}
      {entry('idNumber', w.idNumber, 18)}
      <Field label={w.identified}>
        {(own) => (
          <Select
            {...own}
            placeholder={w.identified}
            value={identifiedBy}
            options={ways.map((value) => ({ value, label: w.ways[value] }))}
            onChange={setIdentifiedBy}
          />
        )}
      </Field>
      <fieldset className="flow">
        <legend>{w.check}</legend>
        <p className="soft">{w.checkHelp}</p>
        {of.documents.map(({ name, no }, index) => (
          <div key={`${name}${no ?? ''}`}>
            <Checkbox
              checked={checked.includes(index)}
              onChange={({ target }) =>
                setChecked((before) => (target.checked ? [...before, index] : before.filter((each) => each !== index)))
              }
            >
              {name}
              {no ? `（${no}）` : ''}
            </Checkbox>
          </div>
        ))}
        {asked && !all && <p className="entry-says light--red">{w.notAll}</p>}
      </fieldset>
      {entry('code', w.code, 6, w.codeHelp)}
      <Checkbox checked={proxyPaper} onChange={({ target }) => setProxyPaper(target.checked)}>
        {w.proxyPaper}
      </Checkbox>
      <div className="flow">
        <p>{w.sign}</p>
        <SignaturePad strokes={strokes} onChange={setStrokes} />
        {asked && !signed && <p className="entry-says light--red">{w.needSign}</p>}
      </div>
      <div className="line-row">
        <Button type="primary" size="large" htmlType="submit" loading={give.isPending}>
          {w.give}
        </Button>
      </div>
    </form>
  )
}
