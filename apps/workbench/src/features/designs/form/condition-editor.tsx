import { choicesOf, type Form, type SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../../parts/field.tsx'
import { type Comparison, comparisons, formulaOf, judged } from './condition.ts'
import { namesInSight, nodeAt } from './form-model.ts'
import { words } from './words.ts'

/** When a question is asked: a formula judged while it is typed, or put together from a field and a value. */
export function ConditionEditor(props: {
  form: Form
  pointer: string
  value: string
  onChange: (formula: string | undefined) => void
}) {
  const { form, pointer, value, onChange } = props
  const w = useWords(words)
  const names = namesInSight(form, pointer)
  const said = value ? judged(value, names) : undefined
  const fault =
    said?.fault === 'wrong'
      ? w.conditionWrong(said.reason)
      : said?.fault === 'unknown'
        ? w.conditionUnknown(said.names.join(', '))
        : undefined
  return (
    <>
      <Field label={w.condition} help={said?.fault === 'none' ? w.conditionRight : w.conditionHelp} fault={fault}>
        {(own) => (
          <Input.TextArea
            {...own}
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={value}
            onChange={({ target }) => onChange(target.value || undefined)}
          />
        )}
      </Field>
      {names.length > 0 && (
        <Builder
          fields={names.map((name) => [name, nodeOfName(form, pointer, name)] as const)}
          onPut={(formula) => onChange(formula)}
        />
      )}
    </>
  )
}

/** The nearest question of that name, from the inside out. */
function nodeOfName(form: Form, pointer: string, name: string): SchemaNode {
  for (let around = pointer; around; ) {
    around = around.slice(0, around.lastIndexOf('/'))
    const found = nodeAt(form, `${around}/${name}`)
    if (found) return found
  }
  return {}
}

function Builder(props: { fields: (readonly [string, SchemaNode])[]; onPut: (formula: string) => void }) {
  const { fields, onPut } = props
  const w = useWords(words)
  const pick = usePick()
  const [name, setName] = useState<string>()
  const [how, setHow] = useState<Comparison>('=')
  const [value, setValue] = useState<string | number | boolean>('')
  const node = fields.find(([key]) => key === name)?.[1]
  const isNumber = node?.type === 'integer' || node?.type === 'number'
  const options: { value: string | boolean; label: string }[] | undefined =
    node?.type === 'boolean'
      ? [
          { value: true, label: w.yes },
          { value: false, label: w.no },
        ]
      : node && choicesOf(node)?.map((each) => ({ value: String(each.value), label: pick(each.title, each.titleEn) }))
  const isWhole = name !== undefined && (how === 'filled' || value !== '')
  return (
    <div className="designer-input flow">
      <Field label={w.byField}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            placeholder={w.select}
            showSearch={{ optionFilterProp: 'label' }}
            value={name}
            options={fields.map(([key, each]) => ({ value: key, label: pick(each.title ?? key, each['x-ui']?.en) }))}
            onChange={(next) => {
              setName(next)
              setValue('')
            }}
          />
        )}
      </Field>
      <Field label={w.byHow}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            value={how}
            options={comparisons
              .filter((each) => isNumber || (each !== '>' && each !== '<'))
              .map((each) => ({ value: each, label: w.how[each] }))}
            onChange={setHow}
          />
        )}
      </Field>
      {how !== 'filled' && (
        <Field label={w.byWhat}>
          {(own) =>
            options ? (
              <Select
                {...own}
                style={{ width: '100%' }}
                placeholder={w.select}
                value={value === '' ? undefined : value}
                options={options}
                onChange={setValue}
              />
            ) : isNumber ? (
              <InputNumber
                {...own}
                style={{ width: '100%' }}
                value={typeof value === 'number' ? value : null}
                onChange={(next) => setValue(next ?? '')}
              />
            ) : (
              <Input {...own} value={String(value)} onChange={({ target }) => setValue(target.value)} />
            )
          }
        </Field>
      )}
      <Button size="small" disabled={!isWhole} onClick={() => name && onPut(formulaOf(name, how, value))}>
        {w.byPut}
      </Button>
    </div>
  )
}
