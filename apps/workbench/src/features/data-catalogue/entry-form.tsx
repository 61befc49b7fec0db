import { useQuery } from '@tanstack/react-query'
import type { EntryContent } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import type { Register, RegisterSummary } from '@zhengtong/platform/support/registers/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { Field } from '../../parts/field.tsx'
import { ItemEditor } from './item-editor.tsx'
import { words } from './words.ts'

const cycles = ['real-time', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular'] as const
const formats = ['database', 'spreadsheet', 'document', 'image', 'stream', 'self-describing'] as const
const sharings = ['unconditional', 'conditional', 'refused'] as const
const openings = ['unconditional', 'conditional', 'closed'] as const

type Props = { content: EntryContent; onChange: (content: EntryContent) => void; faults: Map<string, string> }

/** The core metadata of an entry; what is wrong stands at its field. */
export function EntryForm({ content, onChange, faults }: Props) {
  const w = useWords(words)
  const put = (part: Partial<EntryContent>) => onChange({ ...content, ...part })
  const fault = (pointer: string) => faults.get(pointer)
  return (
    <div className="flow">
      <div className="entries">
        <Field label={w.name} fault={fault('/name')}>
          {(own) => (
            <Input
              {...own}
              maxLength={80}
              value={content.name}
              onChange={({ target }) => put({ name: target.value })}
            />
          )}
        </Field>
        <Field label={w.nameEn} fault={fault('/nameEn')}>
          {(own) => (
            <Input
              {...own}
              maxLength={120}
              value={content.nameEn ?? ''}
              onChange={({ target }) => onChange(said({ ...content, nameEn: target.value }))}
            />
          )}
        </Field>
        <Field label={w.classification} help={w.classificationHelp} fault={fault('/classification')}>
          {(own) => (
            <Input
              {...own}
              maxLength={9}
              inputMode="numeric"
              value={content.classification}
              onChange={({ target }) => put({ classification: target.value })}
            />
          )}
        </Field>
        <Field label={w.keywords} help={w.keywordsHelp}>
          {(own) => (
            <Input
              {...own}
              defaultValue={content.keywords.join('、')}
              onChange={({ target }) =>
                put({ keywords: [...new Set(target.value.split(/[、,，\s]+/).filter(Boolean))].slice(0, 12) })
              }
            />
          )}
        </Field>
        <Pick
          label={w.cycle}
          value={content.cycle}
          options={cycles}
          say={w.cycleWord}
          onPick={(cycle) => put({ cycle })}
        />
        <Pick
          label={w.format}
          value={content.format}
          options={formats}
          say={w.formatWord}
          onPick={(format) => put({ format })}
        />
      </div>
      <Field wide label={w.abstract} fault={fault('/abstract')}>
        {(own) => (
          <Input.TextArea
            {...own}
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={1000}
            value={content.abstract}
            onChange={({ target }) => put({ abstract: target.value })}
          />
        )}
      </Field>
      <h2>{w.conditions}</h2>
      <Attributes content={content} onChange={onChange} faults={faults} />
      <h2>{w.mount}</h2>
      <MountPart content={content} onChange={onChange} faults={faults} />
      <h2>{w.items}</h2>
      {[...faults].flatMap(([pointer, detail]) =>
        pointer.startsWith('/items')
          ? [
              <p key={pointer} className="light--red">
                {detail}
              </p>,
            ]
          : [],
      )}
      <ItemEditor items={content.items} onChange={(items) => put({ items })} />
    </div>
  )
}

/** Sharing and opening, with what each choice must say. */
function Attributes({ content, onChange, faults }: Props) {
  const w = useWords(words)
  const { sharing, opening } = content
  const share = (part: Partial<EntryContent['sharing']>) => onChange({ ...content, sharing: { ...sharing, ...part } })
  return (
    <div className="entries">
      <Pick
        label={w.sharing}
        value={sharing.type}
        options={sharings}
        say={w.sharingWord}
        onPick={(type) => onChange({ ...content, sharing: { type } })}
      />
      {sharing.type === 'conditional' && (
        <Field label={`${w.sharing} · ${w.condition}`} fault={faults.get('/sharing/condition')}>
          {(own) => (
            <Input
              {...own}
              maxLength={300}
              value={sharing.condition ?? ''}
              onChange={({ target }) => share({ condition: target.value })}
            />
          )}
        </Field>
      )}
      {sharing.type === 'refused' && (
        <>
          <Field label={w.law} fault={faults.get('/sharing/basis')}>
            {(own) => (
              <Input
                {...own}
                maxLength={100}
                value={sharing.basis?.law ?? ''}
                onChange={({ target }) => share({ basis: { article: '', ...sharing.basis, law: target.value } })}
              />
            )}
          </Field>
          <Field label={w.article}>
            {(own) => (
              <Input
                {...own}
                maxLength={60}
                value={sharing.basis?.article ?? ''}
                onChange={({ target }) => share({ basis: { law: '', ...sharing.basis, article: target.value } })}
              />
            )}
          </Field>
        </>
      )}
      <Pick
        label={w.opening}
        value={opening.type}
        options={openings}
        say={w.openingWord}
        fault={faults.get('/opening/type')}
        onPick={(type) => onChange({ ...content, opening: { type } })}
      />
      {opening.type === 'conditional' && (
        <Field label={`${w.opening} · ${w.condition}`} fault={faults.get('/opening/condition')}>
          {(own) => (
            <Input
              {...own}
              maxLength={300}
              value={opening.condition ?? ''}
              onChange={({ target }) => onChange({ ...content, opening: { ...opening, condition: target.value } })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

function MountPart({ content, onChange }: Props) {
  const w = useWords(words)
  const { mount } = content
  const registers = useQuery({
    queryKey: ['registers'],
    queryFn: ({ signal }) => request<{ items: RegisterSummary[] }>('/registers', { signal }),
  })
  const register = mount?.kind === 'register' ? mount.register : undefined
  const take = async () => {
    const { fields, cycle } = await request<Register>(`/registers/${register}`)
    const items = fields.map(({ key, name, nameEn, type, class: of, grade, pi }) => ({
      ...{ key, name, nameEn, type, class: of, grade, pi },
    }))
    onChange({ ...content, items, cycle, format: 'database' })
  }
  const choose = (kind: string) => {
    const { mount: _gone, ...rest } = content
    if (kind === 'register') onChange({ ...rest, mount: { kind, register: registers.data?.items[0]?.key ?? '' } })
    else if (kind === 'system') onChange({ ...rest, mount: { kind, system: '', question: '' } })
    else onChange(rest)
  }
  return (
    <div className="entries">
      <Pick
        label={w.mountKind}
        value={mount?.kind ?? 'none'}
        options={['none', 'register', 'system']}
        say={{ none: w.noMount, ...w.mountTo }}
        onPick={choose}
      />
      {mount?.kind === 'register' && (
        <>
          <Field label={w.register}>
            {({ status: _status, ...own }) => (
              <Select
                {...own}
                showSearch={{ optionFilterProp: 'label' }}
                loading={registers.isPending}
                value={mount.register}
                options={(registers.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
                onChange={(next: string) => onChange({ ...content, mount: { kind: 'register', register: next } })}
              />
            )}
          </Field>
          <p>
            <Button onClick={() => void take()}>{w.fromRegister}</Button>
          </p>
        </>
      )}
      {mount?.kind === 'system' && (
        <>
          <Field label={w.system}>
            {(own) => (
              <Input
                {...own}
                maxLength={61}
                value={mount.system}
                onChange={({ target }) => onChange({ ...content, mount: { ...mount, system: target.value } })}
              />
            )}
          </Field>
          <Field label={w.question}>
            {(own) => (
              <Input
                {...own}
                maxLength={100}
                value={mount.question}
                onChange={({ target }) => onChange({ ...content, mount: { ...mount, question: target.value } })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  )
}

function Pick<Value extends string>(props: {
  label: string
  value: Value
  options: readonly Value[]
  say: Record<string, string>
  fault?: string | undefined
  onPick: (value: Value) => void
}) {
  const { label, value, options, say, fault, onPick } = props
  return (
    <Field label={label} fault={fault}>
      {({ status: _status, ...own }) => (
        <Select
          {...own}
          value={value}
          options={options.map((each) => ({ value: each, label: say[each] }))}
          onChange={(next: Value) => onPick(next)}
        />
      )}
    </Field>
  )
}

/** What is left empty is not sent. */
function said(content: EntryContent): EntryContent {
  const { nameEn, ...rest } = content
  return nameEn ? { ...rest, nameEn } : rest
}
