import { postRoles } from '@zhengtong/platform/kernel/actor.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type Modeler from 'bpmn-js/lib/Modeler'
import { words as frame } from '../../../frame/words.ts'
import { words as cases } from '../../cases/words.ts'
import { useDesigns } from '../use-designs.ts'
import { ChoiceProperty, ChoicesProperty, TextProperty } from './controls.tsx'
import { type Shape, service } from './modeler.ts'
import { words } from './words.ts'

/** What a person at their desk may be asked to do; claiming, handing over and the like are always there. */
const taskVerbs = [
  'accept',
  'refuse',
  'request-correction',
  'correct',
  'propose',
  'inspect',
  'approve',
  'deny',
  'return',
]

/** Who does a task, what they may do, what they fill in and until when. */
export function TaskProperties({ modeler, shape }: { modeler: Modeler; shape: Shape }) {
  const w = useWords(words)
  const roles = useWords(frame).role as Record<string, string>
  const verbs = useWords(cases).verb as Record<string, string>
  const forms = useDesigns('form').data?.items ?? []
  const read = (name: string) => String(shape.businessObject.get(name) ?? '')
  const put = (name: string) => (value: string) =>
    service(modeler, 'modeling').updateProperties(shape, { [name]: value || undefined })
  const others = service(modeler, 'elementRegistry').filter(
    ({ id, type, labelTarget }) => type === 'bpmn:UserTask' && id !== shape.id && !labelTarget,
  )
  return (
    <>
      <ChoiceProperty
        label={w.post}
        value={read('zt:post')}
        options={[
          { value: 'applicant', label: w.applicant },
          ...postRoles.map((value) => ({ value, label: roles[value] ?? value })),
        ]}
        onPut={put('zt:post')}
      />
      <ChoicesProperty
        label={w.verbs}
        value={read('zt:verbs')}
        options={taskVerbs.map((value) => ({ value, label: verbs[value] ?? value }))}
        onPut={put('zt:verbs')}
      />
      <ChoiceProperty
        label={w.form}
        value={read('zt:form')}
        options={[{ value: '', label: w.noForm }, ...forms.map(({ key, title }) => ({ value: key, label: title }))]}
        onPut={put('zt:form')}
      />
      <TextProperty label={w.due} help={w.dueHelp} value={read('zt:due')} onPut={put('zt:due')} />
      <ChoiceProperty
        label={w.separateFrom}
        value={read('zt:separateFrom')}
        options={[
          { value: '', label: w.anybody },
          ...others.map(({ id, businessObject }) => ({ value: id, label: businessObject.name || id })),
        ]}
        onPut={put('zt:separateFrom')}
      />
    </>
  )
}

/** Which rule is asked. */
TaskProperties.Rule = function RuleProperty({ shape, onPut }: { shape: Shape; onPut: (value: string) => void }) {
  const w = useWords(words)
  const rules = useDesigns('rule').data?.items ?? []
  return (
    <ChoiceProperty
      label={w.decision}
      value={String(shape.businessObject.get('zt:decision') ?? '')}
      options={rules.map(({ key, title }) => ({ value: key, label: title }))}
      onPut={onPut}
    />
  )
}
