import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import type Modeler from 'bpmn-js/lib/Modeler'
import { TextProperty } from './controls.tsx'
import { type Business, type Shape, service } from './modeler.ts'
import { words } from './words.ts'

/** What a rule or a service is given: names, and the formulas that say it. */
export function Inputs({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const [modeling, moddle] = [service(modeler, 'modeling'), service(modeler, 'moddle')]
  const extension = shape.businessObject.get('extensionElements') as Business | undefined
  const values = (extension?.get('values') ?? []) as Business[]
  const inputs = values.filter(({ $type }) => $type === 'zt:Input')
  const set = (next: Business[]) => {
    const rest = values.filter(({ $type }) => $type !== 'zt:Input')
    modeling.updateProperties(shape, {
      extensionElements: moddle.create('bpmn:ExtensionElements', { values: [...rest, ...next] }),
    })
  }
  const put = (input: Business, properties: Record<string, string>) =>
    modeling.updateModdleProperties(shape, input, properties)
  return (
    <fieldset className="plain flow">
      <legend>{w.inputs}</legend>
      <p className="soft">{w.inputsHelp}</p>
      {inputs.map((input, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be the same while they are typed
        <div key={index} className="designer-input">
          <TextProperty
            label={`${w.inputName} ${index + 1}`}
            value={String(input.get('name') ?? '')}
            onPut={(name) => put(input, { name })}
          />
          <TextProperty
            long
            label={`${w.inputValue} ${index + 1}`}
            value={String(input.get('value') ?? '')}
            onPut={(value) => put(input, { value })}
          />
          <Button
            size="small"
            aria-label={`${w.remove} ${String(input.get('name') ?? index + 1)}`}
            onClick={() => set(inputs.filter((each) => each !== input))}
          >
            {w.remove}
          </Button>
        </div>
      ))}
      <p>
        <Button size="small" onClick={() => set([...inputs, moddle.create('zt:Input', { name: '', value: '' })])}>
          {w.addInput}
        </Button>
      </p>
    </fieldset>
  )
}
