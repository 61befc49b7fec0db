import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import type Modeler from 'bpmn-js/lib/Modeler'
import { useState } from 'react'
import { useForm } from '../../cases/use-form.ts'
import { useCredentials, useElements } from '../form/use-held.ts'
import { useDesigns } from '../use-designs.ts'
import { ChoiceProperty } from './controls.tsx'
import { contextOf, formulaOf } from './issue-context.ts'
import { type Business, type Shape, service } from './modeler.ts'
import { words } from './words.ts'

/** Which licence a step issues, and which answer of the form fills each of its elements. */
export function IssueProperties({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const pick = usePick()
  const credentials = useCredentials()
  const forms = useDesigns('form').data?.items.filter(({ inForce }) => inForce !== undefined) ?? []
  const [formKey, setFormKey] = useState('')
  const form = useForm(formKey || undefined).data
  const inputs = inputsOf(shape)
  const type = /^"([^"]*)"$/.exec((inputs.get('type') ?? '').trim())?.[1] ?? ''
  const elements = useElements(credentials.find(({ key }) => key === type))
  const context = contextOf(inputs.get('elements') ?? '')
  const put = (next: Record<string, string>) => {
    const moddle = service(modeler, 'moddle')
    // The letter that stood here before is not issued any more.
    const kept = [...inputs].filter(([name]) => name !== 'letter' && !(name in next))
    const values = [...kept, ...Object.entries(next)].map(([name, value]) => moddle.create('zt:Input', { name, value }))
    service(modeler, 'modeling').updateProperties(shape, {
      extensionElements: moddle.create('bpmn:ExtensionElements', { values }),
    })
  }
  const answers = (form?.root.children ?? []).map(({ key, node }) => ({
    value: `answers.${key}`,
    label: pick(node.title ?? key, node['x-ui']?.en),
  }))
  return (
    <>
      <ChoiceProperty
        label={w.licenceType}
        value={type}
        options={credentials.map(({ key, title }) => ({ value: key, label: title }))}
        onPut={(key) => put({ type: `"${key}"`, elements: '{}' })}
      />
      {type && context && (
        <fieldset className="plain flow">
          <legend>{w.fillElements}</legend>
          <ChoiceProperty
            label={w.answersOf}
            value={formKey}
            options={forms.map(({ key, title }) => ({ value: key, label: title }))}
            onPut={setFormKey}
          />
          {elements.map(({ value: element, label }) => (
            <ChoiceProperty
              key={element}
              label={w.fillFrom(label)}
              value={context.get(element) ?? ''}
              options={answers}
              onPut={(formula) => put({ elements: formulaOf(new Map([...context, [element, formula]])) })}
            />
          ))}
        </fieldset>
      )}
    </>
  )
}

function inputsOf(shape: Shape): Map<string, string> {
  const extension = shape.businessObject.get('extensionElements') as Business | undefined
  const values = (extension?.get('values') ?? []) as Business[]
  return new Map(
    values
      .filter(({ $type }) => $type === 'zt:Input')
      .map((input) => [String(input.get('name') ?? ''), String(input.get('value') ?? '')]),
  )
}
