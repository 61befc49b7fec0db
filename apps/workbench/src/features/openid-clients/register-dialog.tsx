import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ClientOpened, type NewClient, scopeWords } from '@zhengtong/platform/support/openid/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Checkbox, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { type Drafted, firstDraft, parseKeys, toClient } from './draft.ts'
import { words } from './words.ts'

export function RegisterDialog(props: { onClose: () => void; onOpened: (opened: ClientOpened) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [draft, set] = useState<Drafted>(firstDraft)
  const [asked, setAsked] = useState(false)
  const register = useMutation({
    mutationFn: (body: NewClient) => request<ClientOpened>('/openid-clients', { method: 'POST', body }),
    onSuccess: async (opened) => {
      await queries.invalidateQueries({ queryKey: ['openid-clients'] })
      message.success(w.done)
      props.onOpened(opened)
    },
  })
  const change = (more: Partial<Drafted>) => set({ ...draft, ...more })
  const needed = ['name', 'nameEn', 'purpose', 'purposeEn', 'owner'] as const
  const sits = draft.kind === 'web' || draft.kind === 'native'
  const byKey = draft.kind === 'device'
  const keys = byKey ? parseKeys(draft.jwks) : undefined
  const isWhole = needed.every((part) => draft[part]) && (!sits || draft.redirectUris) && (!byKey || keys)
  const text = (part: keyof Drafted) => ({
    value: String(draft[part]),
    onChange: ({ target }: { target: { value: string } }) => change({ [part]: target.value }),
    autoComplete: 'off',
  })
  const fault = (part: keyof Drafted) => (asked && !draft[part] ? w.need : undefined)
  const group = draft.kind === 'system' ? 'system' : draft.directory
  const offered = (Object.keys(scopeWords) as (keyof typeof scopeWords)[]).filter((scope) =>
    scopeWords[scope].of.includes(group),
  )
  return (
    <Modal
      open
      title={w.register}
      okText={w.confirm}
      cancelText={w.back}
      okButtonProps={{ loading: register.isPending }}
      onOk={() => {
        setAsked(true)
        if (isWhole) register.mutate(toClient(draft, offered))
      }}
      onCancel={props.onClose}
    >
      <div className="flow">
        {register.error && (
          <Note tone="danger" alert>
            {sentence(register.error)}
          </Note>
        )}
        <Radio.Group
          aria-label={w.kind}
          value={draft.kind}
          options={Object.entries(w.kinds).map(([value, label]) => ({ value, label }))}
          onChange={({ target }) => change({ kind: target.value })}
        />
        {draft.kind !== 'system' && (
          <Radio.Group
            aria-label={w.directory}
            value={draft.directory}
            options={Object.entries(w.directories).map(([value, label]) => ({ value, label }))}
            onChange={({ target }) => change({ directory: target.value })}
          />
        )}
        {needed.map((part) => (
          <Field key={part} label={w[part]} fault={fault(part)}>
            {(own) => <Input {...own} {...text(part)} />}
          </Field>
        ))}
        <fieldset className="entry">
          <legend>{w.scopes}</legend>
          <Checkbox.Group
            value={draft.scopes}
            onChange={(scopes) => change({ scopes })}
            options={offered
              .filter((scope) => scope !== 'openid')
              .map((value) => ({ value, label: scopeWords[value][language] }))}
          />
        </fieldset>
        {sits && (
          <>
            <Field label={w.redirectUris} help={w.redirectHelp} fault={fault('redirectUris')}>
              {(own) => <Input.TextArea {...own} {...text('redirectUris')} rows={2} />}
            </Field>
            <Field label={w.signedOutUris}>
              {(own) => <Input.TextArea {...own} {...text('signedOutUris')} rows={2} />}
            </Field>
            <Field label={w.backchannel}>{(own) => <Input {...own} {...text('backchannelLogoutUri')} />}</Field>
          </>
        )}
        {byKey && (
          <Field label={w.jwks} help={w.jwksHelp} fault={asked && !keys ? w.notJson : undefined}>
            {(own) => <Input.TextArea {...own} {...text('jwks')} rows={4} />}
          </Field>
        )}
        {draft.kind !== 'system' && (
          <Field label={w.level} help={w.levelHelp}>
            {(own) => (
              <select
                {...own}
                className="plain-select"
                value={draft.level}
                onChange={({ target }) => change({ level: target.value })}
              >
                <option value="">{w.noLevel}</option>
                {['L2', 'L3', 'L4'].map((level) => (
                  <option key={level}>{level}</option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
    </Modal>
  )
}
