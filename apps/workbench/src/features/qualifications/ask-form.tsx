import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CheckInput, CheckType, CheckView, Consent } from '@zhengtong/platform/support/qualifications/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { Answer } from './answer.tsx'
import { words } from './words.ts'

const nothing = { number: '', purpose: '', basis: '', caseNo: '', reference: '', on: '' }
type Texts = typeof nothing

/** Which check, of whom, why and on which basis; then the answer in its place. */
export function AskForm({ types }: { types: CheckType[] }) {
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const queries = useQueryClient()
  const [key, setKey] = useState<string>()
  const [form, setForm] = useState<Consent['form']>('written')
  const [texts, setTexts] = useState<Texts>(nothing)
  const [asked, setAsked] = useState(false)
  const type = types.find((each) => each.key === key)
  const byConsent = type?.ground === 'consent'
  const send = useMutation({
    mutationFn: (body: CheckInput) =>
      request<CheckView>('/qualification-checks', { method: 'POST', body, key: newKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['qualification-checks'] }),
  })
  const filled = (name: keyof Texts, least = 1) => texts[name].trim().length >= least
  const needs: (keyof Texts)[] = ['number', 'purpose', 'basis', ...(byConsent ? (['reference', 'on'] as const) : [])]
  const fault = (name: keyof Texts) => (asked && !filled(name, name === 'on' ? 1 : 2) ? w.needed : undefined)
  const entry = (name: keyof Texts, label: string, help?: string, kind = 'text') => (
    <Field label={label} help={help} fault={needs.includes(name) ? fault(name) : undefined}>
      {(own) => (
        <Input
          {...own}
          type={kind}
          maxLength={200}
          value={texts[name]}
          onChange={({ target }) => setTexts((before) => ({ ...before, [name]: target.value }))}
        />
      )}
    </Field>
  )
  const submit = () => {
    setAsked(true)
    if (!type || !needs.every((name) => filled(name, name === 'on' ? 1 : 2))) return
    const { number, purpose, basis, caseNo, reference, on } = texts
    send.mutate({
      ...{ check: type.key, number: number.trim(), purpose: purpose.trim(), basis: basis.trim() },
      ...(caseNo.trim() ? { caseNo: caseNo.trim() } : {}),
      ...(byConsent ? { consent: { form, reference: reference.trim(), on } } : {}),
    })
  }
  if (send.data)
    return (
      <div className="flow pad">
        <Answer of={send.data} />
        <div className="line-row">
          <Button
            type="primary"
            onClick={() => {
              send.reset()
              setAsked(false)
              setTexts((before) => ({ ...nothing, purpose: before.purpose, basis: before.basis }))
            }}
          >
            {w.again}
          </Button>
        </div>
      </div>
    )
  return (
    <form
      className="flow pad narrow"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {send.error && (
        <Note tone="danger" alert>
          {sentence(send.error)}
        </Note>
      )}
      <Field label={w.check} fault={asked && !type ? w.needed : undefined}>
        {(own) => (
          <Select
            {...own}
            aria-label={w.check}
            placeholder={w.choose}
            value={key}
            options={types.map((each) => ({ value: each.key, label: pick(each.name, each.nameEn) }))}
            onChange={setKey}
          />
        )}
      </Field>
      {type && (
        <div>
          <p>
            {pick(type.question, type.questionEn)} <span className="soft">{type.basis}</span>
          </p>
          <ul className="soft">
            {type.requirements.map((each) => (
              <li key={each.key}>{pick(each.name, each.nameEn)}</li>
            ))}
          </ul>
        </div>
      )}
      {entry('number', w.forWhom[type?.appliesTo ?? 'legal'], w.numberHelp[type?.appliesTo ?? 'legal'])}
      {entry('purpose', w.purpose, w.purposeHelp)}
      {entry('basis', w.basis, w.basisHelp)}
      {entry('caseNo', w.caseNo)}
      {byConsent && (
        <fieldset className="flow">
          <legend>{w.consentTitle}</legend>
          <Field label={w.form}>
            {(own) => (
              <Select
                {...own}
                aria-label={w.form}
                value={form}
                options={(['written', 'online', 'application'] as const).map((value) => ({
                  value,
                  label: w.forms[value],
                }))}
                onChange={setForm}
              />
            )}
          </Field>
          {entry('reference', w.reference)}
          {entry('on', w.on, undefined, 'date')}
        </fieldset>
      )}
      <div className="line-row">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {w.send}
        </Button>
      </div>
    </form>
  )
}
