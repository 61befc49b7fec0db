import { Link } from '@tanstack/react-router'
import type { CaseRow, CaseView, PartView } from '@zhengtong/platform/support/cases/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useTimeLeft } from '../cases/time-left.ts'
import { caseWords, toneOf } from '../cases/words.ts'

const words = defineWords(
  {
    title: '各项进度',
    help: (ended: number, all: number) => `一次申请，${all} 项分别办理，${ended} 项已有结果。`,
    yours: '等您办',
    partOf: (name: string) => `这是“${name}”的一项。`,
    toWhole: '看全部进度',
  },
  {
    title: 'The parts',
    help: (ended, all) => `One application, ${all} parts; ${ended} have their result.`,
    yours: 'Waiting for you',
    partOf: (name) => `This is a part of “${name}”.`,
    toWhole: 'See all parts',
  },
)

/** 一件事: one progress with its parts, or, on the page of a part, the way to the whole. */
export function Parts({ view }: { view: CaseView }) {
  const t = useWords(words)
  const pick = usePick()
  const { parts, partOf } = view
  if (partOf)
    return (
      <p className="section">
        {t.partOf(pick(partOf.itemName, partOf.itemNameEn))}{' '}
        <Link to="/cases/$id" params={{ id: partOf.caseId }}>
          {t.toWhole}
        </Link>
      </p>
    )
  if (!parts) return null
  return (
    <Section title={t.title}>
      <p className="soft">{t.help(parts.filter(({ status }) => status === 'closed').length, parts.length)}</p>
      <ul className="rows matter">
        {parts.map((part) => (
          <Part key={part.key} part={part} />
        ))}
      </ul>
    </Section>
  )
}

function Part({ part }: { part: PartView }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const pick = usePick()
  const format = useFormat()
  const timeLeft = useTimeLeft()
  const stage = part as Pick<CaseRow, 'status' | 'outcome'>
  const due = part.due !== undefined && part.left !== undefined && stage.status !== 'closed'
  return (
    <li>
      <Link to="/cases/$id" params={{ id: part.caseId }}>
        {pick(part.name, part.nameEn)}
      </Link>
      <p className="soft">{part.department}</p>
      <p>
        <StateMark tone={part.needsMe ? 'wait' : toneOf(stage)}>
          {stage.outcome ? common.outcome[stage.outcome] : part.needsMe ? t.yours : common.status[stage.status]}
        </StateMark>
      </p>
      {due ? (
        <p className="soft">
          {common.before(format.nearDay(part.due!))} · {timeLeft('working', part.left!)}
        </p>
      ) : null}
    </li>
  )
}
