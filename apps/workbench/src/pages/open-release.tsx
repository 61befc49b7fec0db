import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReleaseVerb, ReleaseView } from '@zhengtong/platform/nets/data/opening/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { ReasonDialog } from '../features/open-data/reason-dialog.tsx'
import { tones, words } from '../features/open-data/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

/** One release: its plan, what the check found, and what I may do with it. */
export function OpenReleasePage() {
  const { releaseId } = useParams({ from: '/work/open-data/$releaseId' })
  const release = useQuery({
    queryKey: ['open-data', 'release', releaseId],
    queryFn: ({ signal }) => request<ReleaseView>(`/open-data/releases/${releaseId}`, { signal }),
  })
  return (
    <Content whole of={release}>
      {(found) => <Whole release={found} />}
    </Content>
  )
}

function Whole({ release }: { release: ReleaseView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const [verb, setVerb] = useState<ReleaseVerb>()
  useTitle(release.name)
  const facts: [string, string][] = [
    [w.no, release.no ?? '—'],
    [w.end, format.day(release.until)],
    [w.prepared, release.preparedBy],
    [w.approved, release.approvedBy ?? '—'],
  ]
  return (
    <>
      <div className="page-head page-head--line">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/open-data">{w.title}</Link>
            </li>
            <li>{release.department}</li>
            <li>
              <Link to="/data-catalogue/$entryId" params={{ entryId: release.entryId }}>
                {release.about.code}
              </Link>
            </li>
          </ul>
          <h1>{pick(release.name, release.nameEn ?? release.name)}</h1>
        </div>
        <StateWord tone={tones[release.state]}>{w.stateWord[release.state]}</StateWord>
      </div>
      <div className="flow pad scrolls">
        {release.may.length > 0 && (
          <div className="line-row line-row--wrap">
            {release.may.map((each) => (
              <Button
                key={each}
                danger={each === 'withdraw'}
                type={each === 'approve' ? 'primary' : 'default'}
                onClick={() => setVerb(each)}
              >
                {w.verb[each]}
              </Button>
            ))}
          </div>
        )}
        <p>{release.about.abstract}</p>
        <dl className="figures">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h2>{w.finding}</h2>
        <Found release={release} />
        <h2>{w.plan}</h2>
        <Plan release={release} />
        <h2>{w.steps}</h2>
        <ol className="papers">
          {release.steps.map((step) => (
            <li key={`${step.at} ${step.verb}`}>
              <span className="nowrap">{format.instant(step.at)}</span>
              <span className="grow">
                {w.step[step.verb] ?? step.verb} · {step.by}
                <br />
                <span className="soft">{step.detail}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
      {verb && (
        <ReasonDialog
          title={`${w.verb[verb]}：${release.name}`}
          danger={verb === 'withdraw'}
          send={(reason) =>
            request<ReleaseView>(`/open-data/releases/${release.id}/acts`, { method: 'POST', body: { verb, reason } })
          }
          onClose={() => setVerb(undefined)}
        />
      )}
    </>
  )
}

function Found({ release: { finding } }: { release: ReleaseView }) {
  const w = useWords(words)
  const format = useFormat()
  const { thresholds } = finding
  const figures: [string, string][] = [
    [w.finding, finding.safe ? w.safe : w.unsafe],
    [w.rows('').trim(), format.number(finding.rows)],
    [w.suppressed, w.rows(format.number(finding.suppressed))],
    [w.k, finding.k === undefined ? w.notMeasured : String(finding.k)],
    ...(finding.l === undefined ? [] : [[w.l, String(finding.l)] as [string, string]]),
    ...(finding.uniqueRate === undefined
      ? []
      : [[w.unique, `${(finding.uniqueRate * 100).toFixed(1)}%`] as [string, string]]),
  ]
  return (
    <>
      {!finding.safe && <Note tone="danger">{finding.reasons.map((each) => w.reasons[each]).join('、')}</Note>}
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">
        {w.asked(thresholds.k, thresholds.l, thresholds.from)} · {thresholds.source}
      </p>
    </>
  )
}

function Plan({ release: { plan, names } }: { release: ReleaseView }) {
  const w = useWords(words)
  return (
    <div className="wide-table">
      <table className="list">
        <caption className="unseen">{w.plan}</caption>
        <thead>
          <tr>
            <th scope="col">{w.field}</th>
            <th scope="col">{w.treatment}</th>
            <th scope="col">{w.quasi}</th>
            <th scope="col">{w.sensitive}</th>
          </tr>
        </thead>
        <tbody>
          {plan.fields.map(({ key, treatment }) => (
            <tr key={key}>
              <th scope="row">{names[key] ?? key}</th>
              <td>{w.how[treatment.how]}</td>
              <td>{plan.quasi.includes(key) ? '✓' : ''}</td>
              <td>{plan.sensitive.includes(key) ? '✓' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
