import { Link } from '@tanstack/react-router'
import type { Letter } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { openDataWords } from './words.ts'

/** What somebody wrote about open data, and the answer. */
export function LetterRow({ letter, named }: { letter: Letter; named?: boolean }) {
  const t = useWords(openDataWords)
  const format = useFormat()
  const tone = { waiting: 'soft', answered: 'good', granted: 'good', refused: 'soft' } as const
  return (
    <li className="stack-8">
      <h3>{letter.title}</h3>
      <p className="row row--wrap">
        <StateMark tone={tone[letter.state]}>{t.states[letter.state]}</StateMark>
        <span className="soft">
          {t.kinds[letter.kind]} · {format.day(letter.filedAt)}
        </span>
      </p>
      {named && letter.dataset ? (
        <p>
          <Link to="/open-data/$id" params={{ id: letter.dataset.id }}>
            {letter.dataset.name}
          </Link>
        </p>
      ) : null}
      <p>{letter.text}</p>
      {letter.answer ? (
        <p>
          <b>{t.answer}</b> {letter.answer}
        </p>
      ) : null}
      {letter.until ? (
        <p className="soft">
          {t.until} {format.day(letter.until)}
        </p>
      ) : null}
    </li>
  )
}
