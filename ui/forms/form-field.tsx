import type { FieldView } from '@zhengtong/platform/support/forms/contract.ts'
import { describedBy, FieldFrame } from '../components/field.tsx'
import { SourceChip } from '../components/marks.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { defineWords, usePick, useWords } from '../i18n/words.ts'
import { inputId } from './field-type.ts'
import { typeOf } from './field-types.ts'
import { type FieldProps, useForm } from './form-context.ts'
import { factAt, KnownValue } from './known-value.tsx'

const words = defineWords(
  {
    mayChange: '可以改，只用于这次申请',
    missing: (source: string) => `${source}里没有查到，请您填写。`,
    missingFixed: (source: string) => `${source}里没有查到。您可以继续，经办人会核对。`,
    unavailable: (source: string) => `${source}暂时连不上。您可以先提交，经办人会补查。`,
    why: (why: string) => `为什么问：${why}`,
  },
  {
    mayChange: 'You can change it; it is used for this application only',
    missing: (source: string) => `Not found in ${source}; please fill it in.`,
    missingFixed: (source: string) => `Not found in ${source}. You can go on; an officer will check.`,
    unavailable: (source: string) => `${source} cannot be reached now. You can submit; an officer will look it up.`,
    why: (why: string) => `Why we ask: ${why}`,
  },
)

/** One field of a form, whatever its type: hidden, known, or asked for. */
export function FormField(props: FieldProps) {
  const { view, pointer, value } = props
  const form = useForm()
  const t = useWords(words)
  const pick = usePick()
  const { language } = useLanguage()
  if (form.hidden.has(pointer)) return null
  const type = typeOf(view)
  const title = pick(view.title, view.titleEn)
  const id = inputId(pointer)
  const gap = form.gaps.find((each) => each.pointer === pointer)
  const isGroup = view.widget === 'group'

  if (view.readOnly && !isGroup) {
    const fallback = gap ? t[gap.reason === 'missing' ? 'missingFixed' : 'unavailable'](gap.sourceLabel) : ''
    const said = value === undefined ? fallback : type.say(value, view, language)
    return (
      <div className="field" id={id} tabIndex={-1}>
        <p className="label">{title}</p>
        {helpOf(view, pick) ? <p className="help">{helpOf(view, pick)}</p> : null}
        <div className="body">
          <KnownValue
            pointer={pointer}
            said={said}
            title={title}
            shown={value !== undefined && type.Shown ? <type.Shown value={value} /> : undefined}
          />
        </div>
      </div>
    )
  }
  const { Control } = type
  const error = form.errorAt(pointer)
  const fact = factAt(form.facts, pointer)
  const help = [helpOf(view, pick), view.why ? t.why(view.why) : '', gap ? t[gap.reason](gap.sourceLabel) : '']
    .filter(Boolean)
    .join(' ')
  const frame = { id, ...(help ? { help } : {}), ...(error ? { error } : {}) }
  const control = (
    <Control
      view={view}
      id={id}
      pointer={pointer}
      value={value}
      onChange={props.onChange}
      invalid={error !== undefined}
      describedBy={describedBy(frame)}
    />
  )
  const after =
    fact && !isGroup ? (
      <>
        <SourceChip label={fact.sourceLabel} />
        <span className="soft">{t.mayChange}</span>
      </>
    ) : undefined
  return (
    <FieldFrame {...frame} frame={type.frame} label={title} optional={!view.required && !isGroup} after={after}>
      {control}
    </FieldFrame>
  )
}

function helpOf(view: FieldView, pick: (zh: string, en?: string) => string): string {
  return view.help ? pick(view.help, view.helpEn) : ''
}
