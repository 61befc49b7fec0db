import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../../parts/note.tsx'
import type { CanvasProps } from '../canvas.ts'
import { FormDesk } from './form-desk.tsx'
import { readForm } from './form-model.ts'
import { words } from './words.ts'

/** The form designer, where the draft is a form at all. */
export default function FormCanvas(props: CanvasProps) {
  const w = useWords(words)
  const form = readForm(props.text)
  if (form) return <FormDesk {...props} first={form} />
  return (
    <Note tone="danger" alert>
      {w.unreadable}
    </Note>
  )
}
