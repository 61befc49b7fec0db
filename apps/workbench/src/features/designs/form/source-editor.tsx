import type { Form, PartyField, SchemaNode, Source } from '@zhengtong/platform/support/forms/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Checkbox } from 'antd'
import { SourceChip } from '../../../parts/source-chip.tsx'
import { ChoiceProperty } from '../flow/controls.tsx'
import { RegisterSource } from './register-source.tsx'
import { type SourceKind, sourceKindOf, sourceOf, sourceSaid } from './source-words.ts'
import { sourceAt, type useCredentials, useElements, type useRegisters } from './use-held.ts'
import { words } from './words.ts'

export type Held = { registers: ReturnType<typeof useRegisters>; credentials: ReturnType<typeof useCredentials> }

const partyFields: PartyField[] = ['name', 'idType', 'idNumber', 'mobile', 'kind']

/** Where the value of a question comes from, chosen from what there is. */
export function SourceEditor(props: {
  form: Form
  pointer: string
  node: SchemaNode
  held: Held
  onChange: (change: (node: SchemaNode) => SchemaNode) => void
}) {
  const { form, pointer, node, held, onChange } = props
  const w = useWords(words)
  const pick = usePick()
  const kind = sourceKindOf(node)
  const source = sourceOf(node)
  const put = (next: Source | undefined) =>
    onChange(({ 'x-from': _, readOnly, ...rest }) =>
      next ? { ...rest, ...(readOnly ? { readOnly } : {}), 'x-from': next } : rest,
    )
  const begin: Record<Exclude<SourceKind, 'other'>, () => Source | undefined> = {
    none: () => undefined,
    applicant: () => ({ applicant: 'name' }),
    account: () => ({ account: 'mobile' }),
    register: () => {
      const [register] = held.registers
      return register && sourceAt({ register, field: register.fields[0]?.key ?? '' })
    },
    credential: () => {
      const [type] = held.credentials
      return type && { credential: type.key, field: 'number' }
    },
  }
  const kinds = (['none', 'applicant', 'account', 'register', 'credential'] as const).filter(
    (each) => each !== 'credential' || held.credentials.length > 0,
  )
  return (
    <fieldset className="plain flow">
      <legend>{w.source}</legend>
      <ChoiceProperty
        label={w.source}
        value={kind}
        options={[...kinds, ...(kind === 'other' ? (['other'] as const) : [])].map((value) => ({
          value,
          label: w.sources[value],
        }))}
        onPut={(next) => next !== 'other' && put(begin[next as Exclude<SourceKind, 'other'>]())}
      />
      {source && ('applicant' in source || 'account' in source) && (
        <ChoiceProperty
          label={'applicant' in source ? w.sources.applicant : w.sources.account}
          value={'applicant' in source ? source.applicant : source.account}
          options={partyFields.map((value) => ({ value, label: w.party[value] }))}
          onPut={(next) =>
            put('applicant' in source ? { applicant: next as PartyField } : { account: next as PartyField })
          }
        />
      )}
      {source && 'register' in source && 'field' in source && (
        <RegisterSource form={form} pointer={pointer} source={source} registers={held.registers} onPut={put} />
      )}
      {source && 'credential' in source && (
        <CredentialSource source={source} credentials={held.credentials} onPut={put} />
      )}
      {kind !== 'none' && (
        <p>
          <SourceChip label={w.comesFrom(sourceSaid(node, held, w))} title={pick(node.title ?? '', node['x-ui']?.en)} />
        </p>
      )}
      {kind !== 'none' && (
        <Checkbox
          checked={node.readOnly === true}
          onChange={({ target }) =>
            onChange(({ readOnly: _, ...rest }) => (target.checked ? { ...rest, readOnly: true } : rest))
          }
        >
          {w.fixed}
        </Checkbox>
      )}
    </fieldset>
  )
}

function CredentialSource(props: {
  source: { credential: string; field: string }
  credentials: Held['credentials']
  onPut: (source: Source) => void
}) {
  const { source, credentials, onPut } = props
  const w = useWords(words)
  const elements = useElements(credentials.find(({ key }) => key === source.credential))
  const ofAll = Object.entries(w.ofEveryCredential).map(([value, label]) => ({ value, label }))
  return (
    <>
      <ChoiceProperty
        label={w.credential}
        value={source.credential}
        options={credentials.map(({ key, title }) => ({ value: key, label: title }))}
        onPut={(credential) => onPut({ credential, field: 'number' })}
      />
      <ChoiceProperty
        label={w.element}
        value={source.field}
        options={[...elements, ...ofAll]}
        onPut={(field) => onPut({ ...source, field })}
      />
    </>
  )
}
