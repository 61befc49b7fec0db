import type { Form, Source } from '@zhengtong/platform/support/forms/contract.ts'
import type { Register } from '@zhengtong/platform/support/registers/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ChoiceProperty } from '../flow/controls.tsx'
import { sourceAt } from './use-held.ts'
import { words } from './words.ts'

type RegisterField = Extract<Source, { field: string; register: string }>

/** A field of a register, and how the record is found. */
export function RegisterSource(props: {
  form: Form
  pointer: string
  source: RegisterField
  registers: readonly Register[]
  onPut: (source: Source) => void
}) {
  const { form, pointer, source, registers, onPut } = props
  const w = useWords(words)
  const pick = usePick()
  const register = registers.find(({ key }) => key === source.register)
  const fields = register?.fields.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) })) ?? []
  const searched = register
    ? [
        ...new Set([
          ...(register.subject ? [register.subject] : []),
          ...register.keyFields,
          ...register.fields.filter(({ lookup }) => lookup).map(({ key }) => key),
        ]),
      ]
    : []
  const nameOf = (key: string) => fields.find(({ value }) => value === key)?.label ?? key
  const answers = Object.entries(form.schema.properties ?? {}).filter(([key]) => `/${key}` !== pointer)
  const ways: { value: string; label: string; source: Source }[] = [
    { value: 'applicant', label: w.byApplicant, source: { applicant: 'idNumber' } },
    { value: 'account', label: w.byAccount, source: { account: 'idNumber' } },
    ...answers.map(([key, { title = key, 'x-ui': ui }]) => ({
      value: `/${key}`,
      label: w.byAnswer(pick(title, ui?.en)),
      source: { answer: `/${key}` },
    })),
  ]
  const wayOf = (by: Source) => {
    if ('answer' in by) return by.answer
    return 'applicant' in by && by.applicant === 'idNumber'
      ? 'applicant'
      : 'account' in by
        ? 'account'
        : w.sources.other
  }
  return (
    <>
      <ChoiceProperty
        label={w.register}
        value={source.register}
        options={registers.map(({ key, sourceLabel, name }) => ({ value: key, label: `${sourceLabel}（${name}）` }))}
        onPut={(key) => {
          const chosen = registers.find((each) => each.key === key)
          if (chosen) onPut(sourceAt({ register: chosen, field: chosen.fields[0]?.key ?? '' }))
        }}
      />
      <ChoiceProperty
        label={w.registerField}
        value={source.field}
        options={fields}
        onPut={(field) => onPut({ ...source, field })}
      />
      <ChoiceProperty
        label={w.keyFields}
        value={Object.keys(source.key).join(' ')}
        options={searched.map((value) => ({ value, label: nameOf(value) }))}
        onPut={(key) => onPut({ ...source, key: { [key]: { applicant: 'idNumber' } } })}
      />
      {Object.entries(source.key).map(([key, by]) => (
        <ChoiceProperty
          key={key}
          label={w.foundBy(nameOf(key))}
          value={wayOf(by)}
          options={ways}
          onPut={(value) => {
            const way = ways.find((each) => each.value === value)
            if (way) onPut({ ...source, key: { ...source.key, [key]: way.source } })
          }}
        />
      ))}
    </>
  )
}
