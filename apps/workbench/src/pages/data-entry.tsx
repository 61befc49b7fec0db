import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { EntryAct, EntryContent, EntryView } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { useState } from 'react'
import { EntryDialog } from '../features/data-catalogue/act-dialog.tsx'
import { ItemTable } from '../features/data-catalogue/item-table.tsx'
import { MountWord } from '../features/data-catalogue/mount-word.tsx'
import { tones, words } from '../features/data-catalogue/words.ts'
import { OpeningButtons } from '../features/open-data/entry-buttons.tsx'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

/** One entry of the data catalogue. */
export function DataEntryPage() {
  const { entryId } = useParams({ from: '/work/data-catalogue/$entryId' })
  const entry = useQuery({
    queryKey: ['data-catalogue', 'entry', entryId],
    queryFn: ({ signal }) => request<EntryView>(`/data-catalogue/entries/${entryId}`, { signal }),
  })
  return (
    <Content whole of={entry}>
      {(found) => <Whole entry={found} />}
    </Content>
  )
}

function Whole({ entry }: { entry: EntryView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const [verb, setVerb] = useState<EntryAct['verb']>()
  const content = entry.draft ?? entry.content
  const acts = entry.may.filter((each) => each !== 'edit' && each !== 'test-mount')
  useTitle(entry.name)
  return (
    <>
      <div className="page-head page-head--line">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/data-catalogue">{w.title}</Link>
            </li>
            <li>{entry.department.name}</li>
            <li>{entry.code ?? w.noCode}</li>
          </ul>
          <h1>{pick(entry.name, entry.nameEn ?? entry.name)}</h1>
        </div>
        <StateWord tone={tones[entry.state]}>{w.stateWord[entry.state]}</StateWord>
      </div>
      <div className="flow pad scrolls">
        <OpeningButtons entry={entry} />
        <Buttons entry={entry} acts={acts as EntryAct['verb'][]} onAct={setVerb} />
        {entry.draft && <Note tone="wait">{w.draftShown}</Note>}
        <p>{content.abstract}</p>
        <Facts entry={entry} content={content} />
        <h2>{w.conditions}</h2>
        <Conditions content={content} />
        <h2>{w.mount}</h2>
        <p className="line-row line-row--wrap">
          <MountWord of={entry} />
          {content.mount && (
            <span>
              {w.mountTo[content.mount.kind]}{' '}
              {content.mount.kind === 'register' ? (
                <Link to="/registers/$key" params={{ key: content.mount.register }}>
                  {content.mount.register}
                </Link>
              ) : (
                `${content.mount.system} · ${content.mount.question}`
              )}
            </span>
          )}
          {entry.test && (
            <span className="soft">
              {w.testedAt(format.instant(entry.test.at))}
              {entry.test.rows !== undefined && ` · ${w.rows(format.number(entry.test.rows))}`}
            </span>
          )}
        </p>
        <h2>
          {w.items} <span className="soft">{content.items.length}</span>
        </h2>
        <ItemTable items={content.items} />
        <h2>{w.steps}</h2>
        <ol className="papers">
          {entry.steps.map((step) => (
            <li key={`${step.at} ${step.verb}`}>
              <span className="nowrap">{format.instant(step.at)}</span>
              <span className="grow">
                {w.stepWord[step.verb] ?? step.verb} · {step.by}
                <br />
                <span className="soft">{step.detail}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
      {verb && <EntryDialog entry={entry} verb={verb} onClose={() => setVerb(undefined)} />}
    </>
  )
}

function Buttons(props: { entry: EntryView; acts: EntryAct['verb'][]; onAct: (verb: EntryAct['verb']) => void }) {
  const { entry, acts, onAct } = props
  const w = useWords(words)
  const navigate = useNavigate()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const test = useMutation({
    mutationFn: () =>
      request<EntryView>(`/data-catalogue/entries/${entry.id}/acts`, {
        method: 'POST',
        body: { verb: 'test-mount', reason: w.verb['test-mount'] },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['data-catalogue'] })
      message.success(w.tested)
    },
  })
  if (entry.may.length === 0) return null
  return (
    <>
      <div className="line-row line-row--wrap">
        {entry.may.includes('test-mount') && (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            {w.verb['test-mount']}
          </Button>
        )}
        {entry.may.includes('edit') && (
          <Button onClick={() => void navigate({ to: '/data-catalogue/$entryId/edit', params: { entryId: entry.id } })}>
            {w.verb.edit}
          </Button>
        )}
        {acts.map((each, at) => (
          <Button
            key={each}
            danger={each === 'withdraw'}
            type={at === acts.length - 1 && each !== 'withdraw' ? 'primary' : 'default'}
            onClick={() => onAct(each)}
          >
            {w.verb[each]}
          </Button>
        ))}
      </div>
      {test.error && (
        <Note tone="danger" alert>
          {sentence(test.error)}
        </Note>
      )}
    </>
  )
}

function Facts({ entry, content }: { entry: EntryView; content: EntryContent }) {
  const w = useWords(words)
  const format = useFormat()
  const grade = Math.max(0, ...content.items.map((item) => item.grade))
  const facts: [string, string][] = [
    [w.sharing, w.sharingWord[content.sharing.type]],
    [w.opening, w.openingWord[content.opening.type]],
    [w.grade, w.gradeWord[String(grade)] ?? String(grade)],
    [w.cycle, w.cycleWord[content.cycle]],
    [w.format, w.formatWord[content.format]],
    ...(entry.publishedAt
      ? [[w.published, `${format.day(entry.publishedAt)} · ${w.version(entry.version)}`] as [string, string]]
      : []),
  ]
  return (
    <dl className="figures">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Conditions({ content: { sharing, opening } }: { content: EntryContent }) {
  const w = useWords(words)
  return (
    <>
      <p>
        {w.sharingWord[sharing.type]}
        {sharing.condition && `：${sharing.condition}`}
        {sharing.way && `（${sharing.way}）`}
      </p>
      {sharing.basis && (
        <p>
          {w.basis}：《{sharing.basis.law}》{sharing.basis.article}
        </p>
      )}
      <p>
        {w.openingWord[opening.type]}
        {opening.condition && `：${opening.condition}`}
      </p>
    </>
  )
}
