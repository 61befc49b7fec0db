import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { ErrorSummary } from '@zhengtong/ui/components/error-summary.tsx'
import { Choice, describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import type { useLookup } from './queries.ts'

const words = defineWords(
  {
    by: '您手里有什么？',
    byCode: '查询码',
    byNumber: '办件编号',
    code: '查询码',
    codeHelp: '提交申请时给您的短码。',
    number: '办件编号',
    last4: '申请人证件号码后四位',
    last4Help: '个人是身份证号，企业是统一社会信用代码。',
    ask: '查进度',
    needCode: '请填写查询码',
    needNumber: '请填写办件编号',
    needLast4: '请填写证件号码后四位',
    failed: '没有查到',
    offline: '连不上网络，请检查以后再试。',
  },
  {
    by: 'What do you have?',
    byCode: 'A query code',
    byNumber: 'A case number',
    code: 'Query code',
    codeHelp: 'The short code you were given when the application was submitted.',
    number: 'Case number',
    last4: "Last four characters of the applicant's ID",
    last4Help: 'For persons the ID number, for firms the unified social credit code.',
    ask: 'Check progress',
    needCode: 'Enter the query code',
    needNumber: 'Enter the case number',
    needLast4: 'Enter the last four characters',
    failed: 'Nothing found',
    offline: 'There is no connection. Check your network and try again.',
  },
)
type Name = 'code' | 'number' | 'last4'

/** Asks for progress without an account: by the query code, or by the number and four characters of the ID. */
export function ProgressForm({ lookup, heading }: { lookup: ReturnType<typeof useLookup>; heading: ReactNode }) {
  const t = useWords(words)
  const [by, setBy] = useState<'code' | 'number'>('code')
  const [values, setValues] = useState<Record<Name, string>>({ code: '', number: '', last4: '' })
  const [empty, setEmpty] = useState<Name[]>([])
  const [attempt, setAttempt] = useState(0)
  const needs: Record<Name, string> = { code: t.needCode, number: t.needNumber, last4: t.needLast4 }
  const names: Name[] = by === 'code' ? ['code'] : ['number', 'last4']
  const ask = () => {
    const left = names.filter((name) => !values[name].trim())
    setEmpty(left)
    setAttempt((count) => count + 1)
    if (left.length > 0) return lookup.reset()
    const clean = (name: Name) => values[name].replace(/\s/g, '')
    lookup.mutate(
      by === 'code' ? { queryCode: clean('code') } : { caseNo: clean('number'), last4: clean('last4').toUpperCase() },
    )
  }
  const field = (name: Name, help?: string) => {
    const frame = { id: name, ...(help ? { help } : {}), ...(empty.includes(name) ? { error: needs[name] } : {}) }
    return (
      <FieldFrame {...frame} frame="label" label={t[name]}>
        <input
          className="input"
          id={name}
          autoComplete="off"
          spellCheck={false}
          maxLength={name === 'last4' ? 4 : 60}
          value={values[name]}
          aria-invalid={empty.includes(name) || undefined}
          aria-describedby={describedBy(frame)}
          onChange={({ target }) => setValues({ ...values, [name]: target.value })}
        />
      </FieldFrame>
    )
  }
  const failure = lookup.error instanceof ApiProblem ? (lookup.error.status === 0 ? t.offline : lookup.error.title) : ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!lookup.isPending) ask()
      }}
    >
      {lookup.isError ? (
        <ErrorSummary attempt={attempt} lines={[]} title={t.failed}>
          <p>{failure}</p>
        </ErrorSummary>
      ) : (
        <ErrorSummary
          attempt={attempt}
          lines={empty.map((name) => ({
            key: name,
            detail: needs[name],
            onGo: () => document.getElementById(name)?.focus(),
          }))}
        >
          {null}
        </ErrorSummary>
      )}
      {heading}
      <fieldset className="field">
        <legend>{t.by}</legend>
        <div className="choices--row">
          <Choice type="radio" name="by" checked={by === 'code'} onChange={() => setBy('code')}>
            {t.byCode}
          </Choice>
          <Choice type="radio" name="by" checked={by === 'number'} onChange={() => setBy('number')}>
            {t.byNumber}
          </Choice>
        </div>
      </fieldset>
      {by === 'code' ? field('code', t.codeHelp) : field('number')}
      {by === 'number' ? field('last4', t.last4Help) : null}
      <div className="section">
        <Acts>
          <Button type="submit" big busy={lookup.isPending}>
            {t.ask}
          </Button>
        </Acts>
      </div>
    </form>
  )
}
