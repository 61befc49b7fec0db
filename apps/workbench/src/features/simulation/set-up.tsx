import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { FlowSimulationInput } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { dataIn } from '../../parts/said-values.ts'
import { TaskForm } from '../cases/task-form.tsx'
import { useForm } from '../cases/use-form.ts'
import { words } from './words.ts'

export type SetUp = Omit<FlowSimulationInput, 'happens'>

/** What the invented case is opened with: the day, the form, situations, what registers would say, materials, promises. */
export function SetUpForm({ item, begun, onBegin }: { item?: Item; begun: boolean; onBegin: (setUp: SetUp) => void }) {
  const w = useWords(words)
  const pick = usePick()
  const form = useForm(item?.handling.form)
  const uploads = item?.materials.filter(({ submission }) => submission === 'upload') ?? []
  const [begins, setBegins] = useState('')
  const [answers, setAnswers] = useState<Record<string, unknown>>({})
  const [situations, setSituations] = useState<Record<string, string>>({})
  const [said, setSaid] = useState('')
  const [materials, setMaterials] = useState(uploads.map(({ key }) => key))
  const [promised, setPromised] = useState<string[]>([])
  const facts = dataIn(said)
  const full = { style: { width: '100%' } }
  return (
    <form
      className="flow"
      onSubmit={(event) => {
        event.preventDefault()
        if (facts)
          onBegin({
            ...(begins ? { begins } : {}),
            ...{ answers, situations, materials, promised },
            // What the form shows and a register would have said is known both ways.
            facts: { ...answers, ...facts },
            ...(item ? { item: itemSaid(item) } : {}),
          })
      }}
    >
      <div className="fields">
        <Field label={w.begins}>
          {(own) => <Input {...own} type="date" value={begins} onChange={({ target }) => setBegins(target.value)} />}
        </Field>
        {item?.situations.map(({ key, question, questionEn, options }) => (
          <Field key={key} label={pick(question, questionEn)}>
            {(own) => (
              <Select
                {...own}
                {...full}
                allowClear
                value={situations[key]}
                options={options.map((each) => ({ value: each.key, label: pick(each.label, each.labelEn) }))}
                onChange={(next) => setSituations(next ? { ...situations, [key]: next } : without(situations, key))}
              />
            )}
          </Field>
        ))}
        {uploads.length > 0 && (
          <Field label={w.materials} wide>
            {(own) => (
              <Select
                {...own}
                {...full}
                mode="multiple"
                value={materials}
                options={uploads.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))}
                onChange={setMaterials}
              />
            )}
          </Field>
        )}
        {(item?.promises ?? []).length > 0 && (
          <Field label={w.promised} wide>
            {(own) => (
              <Select
                {...own}
                {...full}
                mode="multiple"
                value={promised}
                options={item?.promises?.map(({ key, name, nameEn }) => ({ value: key, label: pick(name, nameEn) }))}
                onChange={setPromised}
              />
            )}
          </Field>
        )}
        <Field label={w.facts} help={w.factsHelp} fault={facts ? undefined : w.badFacts} wide>
          {(own) => (
            <Input.TextArea
              {...own}
              autoSize={{ minRows: 2, maxRows: 10 }}
              value={said}
              onChange={({ target }) => setSaid(target.value)}
            />
          )}
        </Field>
      </div>
      {form.data && (
        <details>
          <summary>{w.answers}</summary>
          <TaskForm
            form={form.data}
            answers={answers}
            faults={[]}
            division={item?.authority.divisionCode ?? ''}
            onChange={setAnswers}
          />
        </details>
      )}
      <p>
        <Button type="primary" htmlType="submit" disabled={!facts}>
          {begun ? w.again : w.start}
        </Button>
      </p>
    </form>
  )
}

function itemSaid({ name, authority, limits }: Item): NonNullable<SetUp['item']> {
  return {
    name,
    ...(authority.departmentId ? { departmentId: authority.departmentId } : {}),
    ...(limits.promised ? { promise: limits.promised } : {}),
    ...(limits.legal ? { legal: limits.legal } : {}),
  }
}

const without = (from: Record<string, string>, key: string) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => name !== key))
