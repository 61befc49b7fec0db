import { CircleAlert } from 'lucide-react'
import type { InputHTMLAttributes, ReactNode } from 'react'
import { defineWords, useWords } from '../i18n/words.ts'
import './field.css'

const words = defineWords({ optional: '（选填）' }, { optional: ' (optional)' })

export type FieldFrameProps = {
  id: string
  label: ReactNode
  /** `label` names one input with the same id; `legend` names a group of inputs. */
  frame: 'label' | 'legend'
  help?: ReactNode
  error?: string
  optional?: boolean
  /** Under the input: where the value came from, what may be done with it. */
  after?: ReactNode
  children: ReactNode
}

/** Label above, help under it, the error under that, then the input: the same order everywhere. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, frame } = props
  const t = useWords(words)
  const Box = frame === 'legend' ? 'fieldset' : 'div'
  const label = (
    <>
      {props.label}
      {props.optional ? <span className="optional">{t.optional}</span> : null}
    </>
  )
  return (
    <Box
      className={props.error ? 'field field--error' : 'field'}
      aria-describedby={frame === 'legend' ? describedBy(props) : undefined}
    >
      {frame === 'legend' ? <legend>{label}</legend> : <label htmlFor={id}>{label}</label>}
      {props.help ? (
        <p className="help" id={`${id}-help`}>
          {props.help}
        </p>
      ) : null}
      {props.error ? (
        <p className="field__error" id={`${id}-error`}>
          <CircleAlert className="icon icon--small" aria-hidden />
          {props.error}
        </p>
      ) : null}
      <div className="body">{props.children}</div>
      {props.after ? <div className="after row row--wrap">{props.after}</div> : null}
    </Box>
  )
}

/** The value of aria-describedby for the input of a frame. */
export function describedBy({ id, help, error }: Pick<FieldFrameProps, 'id' | 'help' | 'error'>): string | undefined {
  return [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
}

/** A radio button or checkbox with its words, the whole line a target. */
export function Choice({ children, ...input }: InputHTMLAttributes<HTMLInputElement> & { children: ReactNode }) {
  return (
    <label className="choice">
      <input {...input} />
      <span>{children}</span>
    </label>
  )
}
