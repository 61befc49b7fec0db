import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef, useState } from 'react'
import { Note } from '../../../parts/note.tsx'
import type { CanvasProps } from '../canvas.ts'
import { type LicenceType, readLicence } from './credential-model.ts'
import { ElementRows } from './element-rows.tsx'
import { Face } from './face.tsx'
import { LicenceFields } from './licence-fields.tsx'
import { words } from './words.ts'

/** The editor of a type of licence, where the draft is one. */
export default function CredentialCanvas(props: CanvasProps) {
  const w = useWords(words)
  const first = readLicence(props.text)
  if (first) return <LicenceDesk {...props} first={first} />
  return (
    <div className="pad">
      <Note tone="wait">{w.unreadable}</Note>
    </div>
  )
}

function LicenceDesk({ first, onReady, onChange }: CanvasProps & { first: LicenceType }) {
  const [type, setType] = useState(first)
  const latest = useRef(first)
  const put = (next: LicenceType) => {
    latest.current = next
    setType(next)
    onChange()
  }
  useEffect(() => {
    onReady({
      text: async () => JSON.stringify(latest.current, null, 2),
      nameOf: (place) => {
        const key = /^\/elements\/properties\/([^/]+)/.exec(place)?.[1]
        return (key && latest.current.elements.properties[key]?.title) ?? ''
      },
      show: (place) => document.getElementById(place.split('/')[1] === 'elements' ? 'elements' : 'basics')?.focus(),
    })
  }, [onReady])
  return (
    <div className="designer">
      <div className="designer-draw pad flow">
        <LicenceFields type={type} onPut={put} />
        <ElementRows type={type} onPut={put} />
      </div>
      <Face type={type} />
    </div>
  )
}
