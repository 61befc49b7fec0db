import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CounterCode,
  CounterRecovery,
  NewCounterRecovery,
} from '@zhengtong/platform/support/identity/recoveries/counter/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Field } from '../parts/field.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'
import { holdsAny, useMe } from '../session.ts'

const words = defineWords(
  {
    title: '窗口找回账号',
    help: '群众登不上账号，又做不了人脸核验，带证件到窗口办。一人核对证件，本部门另一人复核，验证码当面交给本人。',
    name: '姓名',
    idNumber: '证件上的身份证号码',
    document: '核对的证件',
    documents: { 'resident-card': '居民身份证', 'temporary-card': '临时居民身份证', passport: '护照' },
    reason: '为什么要在窗口办',
    reasonHelp: '写清楚，留存备查。例如：手机丢失，面部受伤，核验不了人脸。',
    needed: '请填写姓名、18 位身份证号码，原因至少四个字。',
    ask: '证件已当面核对，请同事复核',
    list: '一天内的找回',
    none: '没有窗口找回',
    noneHelp: '核对证件以后，件会列在这里，等同事复核。',
    state: { asked: '等复核', approved: '等本人用验证码', used: '已经找回', over: '过期了' },
    line: (by: string, at: string) => `${by} ${at} 核对`,
    agreed: (by: string) => `${by} 复核`,
    approve: '证件和本人已复核，同意找回',
    code: '验证码（只显示这一次，当面交给本人）',
    codeText: (username: string, until: string) =>
      `账号 ${username}，${until} 前有效。请本人在门户“找回账号”里填写，不要替本人填。`,
    print: '打印交给本人',
  },
  {
    title: 'Account recovery at the counter',
    help: 'For people who cannot sign in and whose face cannot be checked: one official looks at the document, another of the same office agrees, and the code is handed to the person.',
    name: 'Name',
    idNumber: 'ID number in the document',
    document: 'Document shown',
    documents: { 'resident-card': 'Resident ID card', 'temporary-card': 'Temporary ID card', passport: 'Passport' },
    reason: 'Why at the counter',
    reasonHelp: 'It is kept. For example: lost the phone, and a hurt face cannot be checked.',
    needed: 'Enter the name, the 18 characters of the number and a reason of four characters or more.',
    ask: 'I looked at the document; a colleague is to agree',
    list: 'Within a day',
    none: 'Nothing here',
    noneHelp: 'What was looked at is listed here until a colleague agrees.',
    state: {
      asked: 'Waits for a colleague',
      approved: 'Waits for the person',
      used: 'Recovered',
      over: 'Ran out',
    },
    line: (by: string, at: string) => `looked at by ${by}, ${at}`,
    agreed: (by: string) => `agreed by ${by}`,
    approve: 'I looked as well and agree',
    code: 'Code (shown once, for the person alone)',
    codeText: (username: string, until: string) =>
      `Username ${username}, good until ${until}. The person enters it in the portal; do not enter it for them.`,
    print: 'Print it for the person',
  },
)

/** 窗口找回: two officials and a document, for who cannot come back by themself. */
export function AccountRecoveriesPage() {
  const w = useWords(words)
  const me = useMe()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.help}</p>
      {holdsAny(me, ['intake']) && <Ask />}
      <Waiting />
    </>
  )
}

function Ask() {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const blank: NewCounterRecovery = { name: '', idNumber: '', document: 'resident-card', reason: '' }
  const [given, setGiven] = useState(blank)
  const [asked, setAsked] = useState(false)
  const body = { ...given, name: given.name.trim(), idNumber: given.idNumber.trim().toUpperCase() }
  const isWhole = body.name !== '' && /^\d{17}[\dX]$/.test(body.idNumber) && given.reason.trim().length >= 4
  const ask = useMutation({
    mutationFn: () => request<CounterRecovery>('/counter-recoveries', { method: 'POST', body }),
    onSuccess: async () => {
      setGiven(blank)
      setAsked(false)
      await queries.invalidateQueries({ queryKey: ['counter-recoveries'] })
    },
  })
  const set = (part: Partial<NewCounterRecovery>) => setGiven((before) => ({ ...before, ...part }))
  return (
    <form
      className="pad flow narrow"
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (isWhole) ask.mutate()
      }}
    >
      {ask.error && (
        <Note tone="danger" alert>
          {sentence(ask.error)}
        </Note>
      )}
      <Field label={w.name} fault={asked && !isWhole ? w.needed : undefined}>
        {(own) => (
          <Input {...own} maxLength={50} value={given.name} onChange={({ target }) => set({ name: target.value })} />
        )}
      </Field>
      <Field label={w.idNumber}>
        {(own) => (
          <Input
            {...own}
            maxLength={18}
            autoComplete="off"
            value={given.idNumber}
            onChange={({ target }) => set({ idNumber: target.value })}
          />
        )}
      </Field>
      <Field label={w.document}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            placeholder={w.document}
            value={given.document}
            options={(['resident-card', 'temporary-card', 'passport'] as const).map((value) => ({
              value,
              label: w.documents[value],
            }))}
            onChange={(document: NewCounterRecovery['document']) => set({ document })}
          />
        )}
      </Field>
      <Field label={w.reason} help={w.reasonHelp}>
        {(own) => (
          <Input.TextArea
            {...own}
            rows={2}
            maxLength={300}
            value={given.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={ask.isPending}>
        {w.ask}
      </Button>
    </form>
  )
}

function Waiting() {
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const queries = useQueryClient()
  const listed = useQuery({
    queryKey: ['counter-recoveries'],
    queryFn: ({ signal }) => request<{ items: CounterRecovery[] }>('/counter-recoveries', { signal }),
  })
  const approve = useMutation({
    mutationFn: (id: string) => request<CounterCode>(`/counter-recoveries/${id}/approval`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['counter-recoveries'] }),
  })
  return (
    <section className="pad flow" aria-labelledby="listed">
      <h2 id="listed">{w.list}</h2>
      {approve.error && (
        <Note tone="danger" alert>
          {sentence(approve.error)}
        </Note>
      )}
      {approve.data && (
        <Note tone="good">
          <p>{w.code}</p>
          <p>
            <strong className="big">{approve.data.code}</strong>
          </p>
          <p>{w.codeText(approve.data.username, format.instant(approve.data.expiresAt))}</p>
          <Button className="no-print" onClick={() => window.print()}>
            {w.print}
          </Button>
        </Note>
      )}
      <Content of={listed}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className="papers">
              {items.map((row) => (
                <li key={row.id}>
                  <div className="grow">
                    <strong>{row.name}</strong> <span className="soft">{row.username}</span> · {w.state[row.state]}
                    <p>
                      {w.documents[row.document]} · {row.reason}
                    </p>
                    <p className="soft">
                      {w.line(row.askedBy, format.instant(row.askedAt))}
                      {row.approvedBy ? ` · ${w.agreed(row.approvedBy)}` : ''}
                    </p>
                  </div>
                  {row.may.includes('approve') && (
                    <Button loading={approve.isPending} onClick={() => approve.mutate(row.id)}>
                      {w.approve}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <Blank icon={KeyRound} title={w.none}>
              <p>{w.noneHelp}</p>
            </Blank>
          )
        }
      </Content>
    </section>
  )
}
