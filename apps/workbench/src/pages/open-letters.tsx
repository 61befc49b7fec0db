import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Letter, LetterAnswer } from '@zhengtong/platform/nets/data/opening/portal/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Mailbox } from 'lucide-react'
import { useState } from 'react'
import { ReasonDialog } from '../features/open-data/reason-dialog.tsx'
import { words } from '../features/open-data/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

type Verb = LetterAnswer['verb']
const kinds = ['application', 'request', 'feedback'] as const
const letterStates = ['waiting', 'answered', 'granted', 'refused'] as const
const letterTones = { waiting: 'yellow', answered: 'green', granted: 'green', refused: 'red' } as const

/** What people wrote about open data, to be answered by the data office. */
export function OpenLettersPage() {
  const w = useWords(words)
  const filter = useSearch({ from: '/work/open-data/letters' })
  const navigate = useNavigate()
  const letters = usePaged<Letter>('open-data', '/open-data/letters', filter)
  const [answering, setAnswering] = useState<{ letter: Letter; verb: Verb }>()
  const change = (part: typeof filter) =>
    void navigate({ to: '/open-data/letters', search: { ...filter, ...part }, replace: true })
  useTitle(w.letters)
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/open-data">{w.title}</Link>
            </li>
          </ul>
          <h1>{w.letters}</h1>
        </div>
      </div>
      <div className="filters">
        <Choice
          label={w.kind}
          any={w.any}
          width={180}
          value={filter.kind}
          options={kinds.map((value) => ({ value, label: w.kinds[value] }))}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={w.state}
          any={w.any}
          width={180}
          value={filter.state}
          options={letterStates.map((value) => ({ value, label: w.letterState[value] }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <div className="list-box">
        <Content of={letters.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((letter) => (
                  <Row key={letter.id} letter={letter} onAnswer={(verb) => setAnswering({ letter, verb })} />
                ))}
              </ul>
            ) : (
              <Blank icon={Mailbox} title={w.noLetters}>
                <p>{w.noLettersText}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {letters.rows && letters.rows.length > 0 && <More of={letters} />}
      {answering && (
        <ReasonDialog
          title={answering.letter.title}
          label={w.answerWord}
          danger={answering.verb === 'refuse'}
          send={(answer) =>
            request<Letter>(`/open-data/letters/${answering.letter.id}/answer`, {
              method: 'POST',
              body: { verb: answering.verb, answer },
            })
          }
          onClose={() => setAnswering(undefined)}
        />
      )}
    </>
  )
}

function Row({ letter, onAnswer }: { letter: Letter; onAnswer: (verb: Verb) => void }) {
  const w = useWords(words)
  const format = useFormat()
  const verbs: [Verb, string][] =
    letter.kind === 'application'
      ? [
          ['grant', w.grant],
          ['refuse', w.refuse],
        ]
      : [['answer', w.answerWord]]
  return (
    <li>
      <div className="line-row line-row--wrap">
        <b className="grow">{letter.title}</b>
        <StateWord tone={letterTones[letter.state]}>{w.letterState[letter.state]}</StateWord>
      </div>
      <p className="soft">
        {w.kinds[letter.kind]} · {letter.author} · {format.instant(letter.filedAt)}
        {letter.dataset && ` · ${letter.dataset.name}`}
      </p>
      <p>{letter.text}</p>
      {letter.answer && (
        <p>
          {w.answerWord}：{letter.answer}
        </p>
      )}
      {letter.state === 'waiting' && (
        <div className="line-row">
          {verbs.map(([verb, name]) => (
            <Button key={verb} danger={verb === 'refuse'} onClick={() => onAnswer(verb)}>
              {name}
            </Button>
          ))}
        </div>
      )}
    </li>
  )
}
