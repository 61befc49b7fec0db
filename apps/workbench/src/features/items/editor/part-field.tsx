import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { Checkbox } from 'antd'
import { Fragment } from 'react'
import { useEditor } from './editor-context.ts'
import { Findings } from './findings.tsx'
import { readAt } from './place.ts'
import type { FieldSpec } from './spec.ts'

type PartSpec = Extract<FieldSpec, { kind: 'part' }>

/** A part that an item has or has not: ticked it begins with what is usual, unticked it goes with all that is in it. */
export function PartField({ spec, at }: { spec: PartSpec; at: string }) {
  const { language } = useLanguage()
  const { item, set, renderField } = useEditor()
  const there = readAt(item, at) !== undefined
  return (
    <fieldset className="entry entry--wide flow">
      <legend className="unseen">{spec.label[language]}</legend>
      <div>
        <Checkbox checked={there} onChange={({ target }) => set(at, target.checked ? spec.blank() : undefined)}>
          <b>{spec.label[language]}</b>
        </Checkbox>
      </div>
      {spec.help && <p className="soft">{spec.help[language]}</p>}
      <Findings at={at} />
      {there && (
        <div className="fields">
          {spec.fields.map((inner) => (
            <Fragment key={inner.at}>{renderField(inner, `${at}${inner.at}`)}</Fragment>
          ))}
        </div>
      )}
    </fieldset>
  )
}
