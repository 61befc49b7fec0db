import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** An empty place that teaches: what would be here, and how it comes to be. `whole`: it is all there is on the page. */
export function Blank(props: { icon: LucideIcon; title: string; whole?: boolean; children?: ReactNode }) {
  const { icon, title, whole, children } = props
  return (
    <div className="blank">
      <Icon of={icon} />
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  )
}
