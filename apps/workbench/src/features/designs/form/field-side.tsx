import type { Form, SchemaNode } from '@zhengtong/platform/support/forms/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Field } from '../../../parts/field.tsx'
import { Note } from '../../../parts/note.tsx'
import { ChoiceProperty } from '../flow/controls.tsx'
import { ChoicesEditor } from './choices-editor.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { choiceNodeOf, type FieldKind, fieldKinds, kindOf, withKind } from './field-kinds.ts'
import { isRequired, withNode, withRequired } from './form-model.ts'
import { LimitFields } from './limit-fields.tsx'
import { type Held, SourceEditor } from './source-editor.tsx'
import { TextRow } from './text-row.tsx'
import { boundTo, holdersOf } from './use-held.ts'
import { words } from './words.ts'

/** Everything about one question: its words, how it is answered, when it is asked and where its value comes from. */
export function FieldSide(props: {
  form: Form
  pointer: string
  node: SchemaNode
  held: Held
  onPut: (form: Form, step?: string) => void
  /** False where the key is taken or no name. */
  onRename: (key: string) => boolean
  background: { isBackground: boolean; onChange: (background: boolean) => void } | undefined
}) {
  const { form, pointer, node, held, onPut, onRename, background } = props
  const w = useWords(words)
  const pick = usePick()
  const change = (how: (node: SchemaNode) => SchemaNode, step?: string) =>
    onPut(withNode(form, pointer, how), step && `${pointer} ${step}`)
  const ui = node['x-ui'] ?? {}
  const putUi = (key: 'en' | 'helpEn' | 'why', value: string) =>
    change((old) => ({ ...old, 'x-ui': { ...old['x-ui'], [key]: value || undefined } }), key)
  const kind = kindOf(node)
  const choices = choiceNodeOf(node)
  const holders = node['x-from'] || pointer.includes('/*') || kind === 'group' ? [] : holdersOf(node, held.registers)
  return (
    <>
      <TextRow label={w.label} value={node.title} onPut={(title) => change((old) => ({ ...old, title }), 'title')} />
      <TextRow label={w.labelEn} value={ui.en} onPut={(en) => putUi('en', en)} />
      {holders.length > 0 && !ui.why && (
        <Note tone="wait">
          {holders.map((holder) => (
            <div key={holder.register.key} className="flow">
              <p>{w.held(holder.register.sourceLabel, pick(holder.field.name, holder.field.nameEn))}</p>
              <Button size="small" onClick={() => change((old) => boundTo(old, holder))}>
                {w.bind(holder.register.sourceLabel)}
              </Button>
            </div>
          ))}
        </Note>
      )}
      {(holders.length > 0 || ui.why) && (
        <TextRow label={w.why} help={w.whyHelp} value={ui.why} onPut={(why) => putUi('why', why)} />
      )}
      <ChoiceProperty
        label={w.kindLabel}
        value={kind}
        options={fieldKinds.map((value) => ({ value, label: w.kind[value] }))}
        onPut={(next) => change((old) => withKind(old, next as FieldKind))}
      />
      <Checkbox
        checked={isRequired(form, pointer)}
        onChange={({ target }) => onPut(withRequired(form, pointer, target.checked))}
      >
        {w.required}
      </Checkbox>
      <TextRow
        label={w.help}
        value={node.description}
        onPut={(text) =>
          change(({ description: _, ...old }) => (text ? { ...old, description: text } : old), 'description')
        }
      />
      <TextRow label={w.helpEn} value={ui.helpEn} onPut={(helpEn) => putUi('helpEn', helpEn)} />
      <LimitFields node={node} onChange={change} />
      {choices && (
        <ChoicesEditor
          node={choices}
          onChange={(next) => change((old) => (old.items ? { ...old, items: next } : next), 'choices')}
        />
      )}
      <ConditionEditor
        key={pointer}
        form={form}
        pointer={pointer}
        value={node['x-show'] ?? ''}
        onChange={(formula) =>
          change(({ 'x-show': _, ...old }) => (formula ? { ...old, 'x-show': formula } : old), 'x-show')
        }
      />
      <SourceEditor form={form} pointer={pointer} node={node} held={held} onChange={change} />
      {background && (
        <Checkbox checked={background.isBackground} onChange={({ target }) => background.onChange(target.checked)}>
          {w.inBackground}
        </Checkbox>
      )}
      <KeyField key={`key ${pointer}`} value={pointer.slice(pointer.lastIndexOf('/') + 1)} onRename={onRename} />
    </>
  )
}

/** The name that conditions, rules and flows use: taken over when the person leaves it. */
function KeyField({ value, onRename }: { value: string; onRename: (key: string) => boolean }) {
  const w = useWords(words)
  const [typed, setTyped] = useState(value)
  const [bad, setBad] = useState(false)
  const leave = () => setBad(!onRename(typed))
  return (
    <Field label={w.key} help={w.keyHelp} fault={bad ? w.badKey : undefined}>
      {(own) => (
        <Input
          {...own}
          maxLength={41}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={leave}
          onPressEnter={leave}
        />
      )}
    </Field>
  )
}
