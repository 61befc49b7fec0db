import { useMutation } from '@tanstack/react-query'
import type {
  CredentialAct,
  CredentialVerb,
  CredentialWithMay,
} from '@zhengtong/platform/support/credentials/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

type Asked = 'ground' | 'basis' | 'compensation' | 'hearing' | 'reason'

/** One act on a credential: what the law asks of it, and the one button. */
export function ActForm(props: {
  found: CredentialWithMay
  verb: CredentialVerb
  onBack: () => void
  onDone: () => Promise<void>
}) {
  const { found, verb, onBack, onDone } = props
  const w = useWords(words)
  const pick = usePick()
  const sentence = useSentence()
  const { message } = App.useApp()
  const [entered, setEntered] = useState<Partial<Record<Asked, string>>>({})
  const [asked, setAsked] = useState(false)
  const [elements, setElements] = useState<Record<string, string>>({})
  const ending = found.endings.find((each) => each.verb === verb)
  const fields: Asked[] = [...(ending ? (['ground', ...ending.needs] as Asked[]) : []), 'reason']
  const act = useMutation({
    mutationFn: (body: CredentialAct) => request(`/credentials/${found.credential.id}/acts`, { method: 'POST', body }),
    onSuccess: async () => {
      message.success(w.done(w.verb[verb]))
      await onDone()
    },
  })
  const refused = act.error instanceof ApiProblem ? act.error.faults : []
  const faultOf = (field: Asked) =>
    refused.find(({ pointer }) => pointer === `/${field}`)?.detail ??
    (asked && !entered[field]?.trim() ? w.need : undefined)
  const perform = () => {
    setAsked(true)
    if (fields.some((field) => !entered[field]?.trim())) return
    act.mutate({
      ...entered,
      verb,
      reason: entered.reason ?? '',
      ...(verb === 'change' ? { elements: written(elements) } : {}),
    })
  }
  const enter = (field: Asked, value: string) => setEntered({ ...entered, [field]: value })
  return (
    <div className="flow">
      {act.error && (
        <Note tone="danger" alert>
          {sentence(act.error)}
        </Note>
      )}
      <p>{w.help[verb]}</p>
      {ending && <p className="soft">{w.forGood}</p>}
      {verb === 'change' &&
        found.changes.map((key) => {
          const item = found.faceItems.find((each) => each.key === key)
          return (
            <Field
              key={key}
              label={item ? pick(item.title, item.titleEn) : key}
              help={w.unchanged}
              fault={refused.find(({ pointer }) => pointer.startsWith(`/elements/${key}`))?.detail}
            >
              {(own) => (
                <Input
                  {...own}
                  placeholder={item?.value ?? ''}
                  value={elements[key] ?? ''}
                  onChange={({ target }) => setElements({ ...elements, [key]: target.value })}
                />
              )}
            </Field>
          )
        })}
      {fields.map((field) => (
        <Field key={field} label={w[field]} fault={faultOf(field)}>
          {(own) =>
            field === 'ground' ? (
              <Select
                {...own}
                style={{ width: '100%' }}
                value={entered.ground}
                onChange={(value) => enter('ground', value)}
                options={
                  ending?.grounds.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) })) ?? []
                }
              />
            ) : (
              <Input.TextArea
                {...own}
                autoSize={{ minRows: field === 'reason' ? 2 : 1, maxRows: 8 }}
                maxLength={field === 'basis' ? 500 : 1000}
                value={entered[field] ?? ''}
                onChange={({ target }) => enter(field, target.value)}
              />
            )
          }
        </Field>
      ))}
      <div className="line-row">
        <Button type="primary" danger={Boolean(ending)} loading={act.isPending} onClick={perform}>
          {w.verb[verb]}
        </Button>
        <Button onClick={onBack}>{w.back}</Button>
      </div>
    </div>
  )
}

const written = (elements: Record<string, string>) =>
  Object.fromEntries(Object.entries(elements).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])))
