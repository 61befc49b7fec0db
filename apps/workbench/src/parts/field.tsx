import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

export type FieldOwn = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; status?: 'error' | 'warning' }

/** A label above, the control, help and what is wrong below, tied together for screen readers. */
export function Field(props: {
  label: ReactNode
  help?: ReactNode
  fault?: string | undefined
  doubt?: string | undefined
  wide?: boolean
  children: (own: FieldOwn) => ReactNode
}) {
  const { label, help, fault, doubt, wide, children } = props
  const id = useId()
  const says = help || fault || doubt ? `${id}says` : undefined
  return (
    <div className={`entry${wide ? ' entry--wide' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(says ? { 'aria-describedby': says } : {}),
        ...(fault ? { 'aria-invalid': true, status: 'error' as const } : doubt ? { status: 'warning' as const } : {}),
      })}
      {says && (
        <div id={says}>
          {fault && (
            <p className="entry-says light--red">
              <Icon of={CircleAlert} />
              {fault}
            </p>
          )}
          {doubt && (
            <p className="entry-says light--yellow">
              <Icon of={TriangleAlert} />
              {doubt}
            </p>
          )}
          {help && <p className="soft">{help}</p>}
        </div>
      )}
    </div>
  )
}
