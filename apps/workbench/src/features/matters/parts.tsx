import { Link } from '@tanstack/react-router'
import type { CaseRow, CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Note } from '../../parts/note.tsx'
import { StatusWord } from '../../parts/status.tsx'

const words = defineWords(
  {
    title: '“一件事”的各项',
    partOf: (name: string, no: string) => `这件是“${name}”（${no}）的一项，其他各项由各自的部门办理。`,
    due: (day: string) => `${day} 前`,
  },
  {
    title: 'Parts of the joint matter',
    partOf: (name, no) => `This case is a part of “${name}” (${no}); the other parts are with their own offices.`,
    due: (day) => `by ${day}`,
  },
)

/** 一件事: the parts of a joint matter with their offices, or that this case is one of them. */
export function Parts({ view }: { view: CaseView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const { parts, partOf } = view
  if (partOf)
    return (
      <div className="pad">
        <Note>{w.partOf(pick(partOf.itemName, partOf.itemNameEn), partOf.no)}</Note>
      </div>
    )
  if (!parts) return null
  return (
    <section className="pad" aria-labelledby="matter-parts">
      <h2 id="matter-parts">{w.title}</h2>
      <ul>
        {parts.map((part) => (
          <li key={part.key} className="line-row line-row--wrap">
            <Link to="/cases/$caseId" params={{ caseId: part.caseId }}>
              {pick(part.name, part.nameEn)}
            </Link>
            <span className="soft">{part.department}</span>
            <StatusWord {...(part as Pick<CaseRow, 'status' | 'outcome'>)} />
            {part.due && part.status !== 'closed' ? (
              <span className="soft">{w.due(format.nearDay(part.due))}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
