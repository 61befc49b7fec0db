import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { Icon } from '../../../parts/icon.tsx'
import { useEditor } from './editor-context.ts'

/** What the checks say of a place, and with `deep` of anything in it. */
export function Findings({ at, deep }: { at: string; deep?: boolean }) {
  const { findings } = useEditor()
  const { language } = useLanguage()
  return findings
    .filter(({ pointer }) => pointer === at || (deep && pointer.startsWith(`${at}/`)))
    .map(({ code, pointer, severity, message, basis }) => (
      <p key={code + pointer} className={`entry-says ${severity === 'error' ? 'light--red' : 'light--yellow'}`}>
        <Icon of={severity === 'error' ? CircleAlert : TriangleAlert} />
        <span>
          {message[language]} <span className="soft">{basis}</span>
        </span>
      </p>
    ))
}
