import { CircleAlert, CircleCheck, CircleDot } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

const pictures = { green: CircleCheck, yellow: CircleDot, red: CircleAlert } as const

/** A state in a word, with an icon and a colour beside it. */
export function StateWord({ tone, children }: { tone: keyof typeof pictures; children: ReactNode }) {
  return (
    <span className={`light light--${tone} nowrap`}>
      <Icon of={pictures[tone]} />
      {children}
    </span>
  )
}
