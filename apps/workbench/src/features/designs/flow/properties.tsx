import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox } from 'antd'
import type Modeler from 'bpmn-js/lib/Modeler'
import { ChoiceProperty, TextProperty } from './controls.tsx'
import { Inputs } from './inputs.tsx'
import { IssueProperties } from './issue-properties.tsx'
import { type Shape, service } from './modeler.ts'
import { TaskProperties } from './task-properties.tsx'
import { words } from './words.ts'

const nexts = ['UserTask', 'ServiceTask', 'BusinessRuleTask', 'ExclusiveGateway', 'EndEvent'] as const

/** What our engine reads of an element, and nothing else of BPMN's many attributes. */
export function Properties({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const modeling = service(modeler, 'modeling')
  const own = shape.businessObject
  const is = (...types: string[]) => types.some((type) => shape.type === `bpmn:${type}`)
  const put = (name: string) => (value: unknown) => modeling.updateProperties(shape, { [name]: value || undefined })
  const read = (name: string) => String(own.get(name) ?? '')
  const isProcess = is('Process')
  const isLine = is('SequenceFlow')
  const canLeadOn = !isProcess && !isLine && !is('EndEvent', 'TextAnnotation')
  const append = (type: string) => {
    const made = service(modeler, 'elementFactory').createShape({ type: `bpmn:${type}` })
    service(modeler, 'selection').select(service(modeler, 'autoPlace').append(shape, made))
  }
  return (
    <>
      <TextProperty label={w.name} value={read('name')} onPut={put('name')} />
      <TextProperty label={w.nameEn} value={read('zt:label-en')} onPut={put('zt:label-en')} />
      {is('UserTask') && <TaskProperties modeler={modeler} shape={shape} />}
      {is('ServiceTask') && (
        <>
          <ChoiceProperty
            label={w.service}
            value={read('zt:service')}
            options={optionsOf(w.serviceWord)}
            onPut={(value) =>
              modeling.updateProperties(shape, { 'zt:service': value, 'zt:mode': read('zt:mode') || 'inline' })
            }
          />
          {read('zt:service') === 'credentials.issue' && (
            <IssueProperties key={shape.id} modeler={modeler} shape={shape} />
          )}
          <ChoiceProperty
            label={w.mode}
            value={read('zt:mode')}
            options={optionsOf(w.modeWord)}
            onPut={put('zt:mode')}
          />
        </>
      )}
      {is('BusinessRuleTask') && <TaskProperties.Rule shape={shape} onPut={put('zt:decision')} />}
      {is('ServiceTask', 'BusinessRuleTask') && (
        <>
          <TextProperty label={w.result} help={w.resultHelp} value={read('zt:result')} onPut={put('zt:result')} />
          <Inputs modeler={modeler} shape={shape} />
        </>
      )}
      {isLine && <LineProperties modeler={modeler} shape={shape} />}
      {is('EndEvent') && (
        <ChoiceProperty
          label={w.outcome}
          value={read('zt:outcome')}
          options={[{ value: '', label: w.noOutcome }, ...optionsOf(w.outcomeWord)]}
          onPut={put('zt:outcome')}
        />
      )}
      {is('BoundaryEvent', 'IntermediateCatchEvent') && <TimerProperty modeler={modeler} shape={shape} />}
      {is('UserTask', 'ServiceTask', 'IntermediateThrowEvent') && (
        <ChoiceProperty
          label={w.status}
          value={read('zt:status')}
          options={[{ value: '', label: w.noStatus }, ...optionsOf(w.statusWord)]}
          onPut={put('zt:status')}
        />
      )}
      {canLeadOn && (
        <fieldset className="plain">
          <legend>{w.next}</legend>
          <div className="line-row line-row--wrap">
            {nexts.map((type) => (
              <Button key={type} size="small" onClick={() => append(type)}>
                {w.nextWord[type]}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      {!isProcess && (
        <p>
          <Button danger size="small" onClick={() => modeling.removeElements([shape])}>
            {w.deleteIt}
          </Button>
        </p>
      )}
    </>
  )
}

function LineProperties({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const { source } = shape
  const modeling = service(modeler, 'modeling')
  const condition = shape.businessObject.get('conditionExpression') as { body?: string } | undefined
  const isDefault = source?.businessObject.get('default') === shape.businessObject
  if (!source || !/Exclusive|Inclusive/.test(source.type)) return null
  return (
    <>
      {!isDefault && (
        <TextProperty
          long
          label={w.condition}
          help={w.conditionHelp}
          value={condition?.body ?? ''}
          onPut={(body) =>
            modeling.updateProperties(shape, {
              conditionExpression: body
                ? service(modeler, 'moddle').create('bpmn:FormalExpression', { body })
                : undefined,
            })
          }
        />
      )}
      <Checkbox
        checked={isDefault}
        onChange={({ target }) =>
          modeling.updateProperties(source, { default: target.checked ? shape.businessObject : undefined })
        }
      >
        {w.isDefault}
      </Checkbox>
    </>
  )
}

function TimerProperty({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const definitions = (shape.businessObject.get('eventDefinitions') ?? []) as Shape['businessObject'][]
  const timer = definitions.find(({ $type }) => $type === 'bpmn:TimerEventDefinition')
  if (!timer) return null
  return (
    <TextProperty
      label={w.after}
      help={w.dueHelp}
      value={String(timer.get('zt:after') ?? '')}
      onPut={(value) =>
        service(modeler, 'modeling').updateModdleProperties(shape, timer, { 'zt:after': value || undefined })
      }
    />
  )
}

const optionsOf = (said: Record<string, string>) => Object.entries(said).map(([value, label]) => ({ value, label }))
