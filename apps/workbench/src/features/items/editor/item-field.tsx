import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { Field } from '../../../parts/field.tsx'
import { Control } from './control.tsx'
import { useEditor } from './editor-context.ts'
import { PartField } from './part-field.tsx'
import { RowsField } from './rows-field.tsx'
import type { FieldSpec } from './spec.ts'

/** One place of the item with its label, its help, and what the checks say of it beside it. */
export function ItemField({ spec, at }: { spec: FieldSpec; at: string }) {
  const { findings } = useEditor()
  const { language } = useLanguage()
  if (spec.kind === 'rows') return <RowsField spec={spec} at={at} />
  if (spec.kind === 'part') return <PartField spec={spec} at={at} />
  const own = findings.filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`))
  const say = (severity: 'error' | 'warning') =>
    own
      .filter((finding) => finding.severity === severity)
      .map(({ message, basis }) => (basis ? `${message[language]}（${basis}）` : message[language]))
      .join(' ') || undefined
  return (
    <Field
      label={spec.label[language]}
      help={spec.help?.[language]}
      fault={say('error')}
      doubt={say('warning')}
      wide={spec.wide ?? false}
    >
      {(own) => <Control spec={spec} at={at} own={own} />}
    </Field>
  )
}
