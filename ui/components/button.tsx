import type { ButtonHTMLAttributes, ReactNode } from 'react'
import './button.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'act' | 'quiet' | 'danger'
  big?: boolean
  /** Work is under way: the button keeps its place and its focus, and does nothing when pressed again. */
  busy?: boolean
}

export function Button({ look = 'act', big, busy, className, onClick, type = 'button', ...rest }: Props) {
  const classes = ['btn', look !== 'act' && `btn--${look}`, big && 'btn--big', className].filter(Boolean).join(' ')
  return (
    <button
      {...rest}
      type={type}
      className={classes}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}

/** Does something in place, where a link would go somewhere. */
export function LinkButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...rest} className={['link-btn', className].filter(Boolean).join(' ')} />
}

/** The row of acts under a form or a card. */
export function Acts({ children }: { children: ReactNode }) {
  return <div className="acts">{children}</div>
}
