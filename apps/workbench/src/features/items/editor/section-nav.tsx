import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Icon } from '../../../parts/icon.tsx'
import type { Finding } from './editor-context.ts'
import { sections } from './sections.ts'
import type { Section } from './spec.ts'
import { editorWords } from './words.ts'

/** A finding belongs to the section with the field nearest to its place; what has no field is basic. */
export function findingsIn(section: Section, findings: Finding[]): Finding[] {
  return findings.filter(({ pointer }) => sectionOf(pointer)?.key === section.key)
}

function sectionOf(pointer: string): Section | undefined {
  const covers = (section: Section) =>
    section.fields.some(({ at }) => pointer === at || pointer.startsWith(`${at}/`) || at.startsWith(`${pointer}/`))
  return sections.find(covers) ?? sections[0]
}

/** The sections, each with what is left to mend in it. */
export function SectionNav(props: { open: string; findings: Finding[]; onOpen: (key: string) => void }) {
  const { open, findings, onOpen } = props
  const e = useWords(editorWords)
  const { language } = useLanguage()
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <>
      <nav className="sections pane-body" aria-label={e.sections}>
        {sections.map((section) => {
          const own = findingsIn(section, findings)
          const bad = own.filter(({ severity }) => severity === 'error').length
          const count = bad || own.length
          const picture = bad ? CircleAlert : own.length ? TriangleAlert : CircleCheck
          const said = bad ? e.errors(bad) : own.length ? e.warnings(own.length) : e.ok
          return (
            <button
              key={section.key}
              type="button"
              aria-current={section.key === open ? 'true' : undefined}
              onClick={() => onOpen(section.key)}
            >
              <span className="grow">{section.label[language]}</span>
              <span className={`light light--${bad ? 'red' : own.length ? 'yellow' : 'green'}`}>
                <Icon of={picture} />
                {count > 0 && <span aria-hidden="true">{count}</span>}
                <span className="unseen">{said}</span>
              </span>
            </button>
          )
        })}
      </nav>
      <div className="sections-foot" aria-live="polite">
        <b>{e.before}</b>
        {errors > 0 && (
          <p className="light light--red">
            <Icon of={CircleAlert} />
            {e.errors(errors)}
          </p>
        )}
        {findings.length > errors && (
          <p className="light light--yellow">
            <Icon of={TriangleAlert} />
            {e.warnings(findings.length - errors)}
          </p>
        )}
        {findings.length === 0 && (
          <p className="light light--green">
            <Icon of={CircleCheck} />
            {e.ready}
          </p>
        )}
      </div>
    </>
  )
}
