import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Demand, Verb } from '@zhengtong/platform/nets/data/sharing/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Asked } from '../features/demands/asked.tsx'
import { KeyDialog } from '../features/demands/key-dialog.tsx'
import { UseTable } from '../features/demands/use-table.tsx'
import { VerbDialog } from '../features/demands/verb-dialog.tsx'
import { tones, words } from '../features/demands/words.ts'
import { Content } from '../parts/content.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'
import { When } from '../parts/when.tsx'

const first: readonly Verb[] = ['pass', 'grant', 'rule-grant', 'supplement', 'resume']

/** One demand: what is asked, what was given, the docket, and how it is used. */
export function DemandPage() {
  const w = useWords(words)
  const { id } = useParams({ from: '/work/demands/$id' })
  const demand = useQuery({
    queryKey: ['demands', id],
    queryFn: ({ signal }) => request<Demand>(`/sharing/demands/${id}`, { signal }),
  })
  const [verb, setVerb] = useState<Verb>()
  const [issuing, setIssuing] = useState(false)
  useTitle(demand.data?.no)
  return (
    <Content whole of={demand}>
      {(data) => (
        <>
          <div className="page-head page-head--line">
            <div className="grow">
              <ul className="crumb">
                <li>
                  <Link to="/demands">{w.title}</Link>
                </li>
                <li>{data.no}</li>
                {data.due && (
                  <li className={data.overdue ? 'light--red' : ''}>
                    {w.due} {data.due} {data.overdue && w.overdue}
                  </li>
                )}
              </ul>
              <h1>
                {data.registerName} <StateWord tone={tones[data.state]}>{w.state[data.state]}</StateWord>
              </h1>
            </div>
            {data.mayDo.map((each) => (
              <Button key={each} type={first.includes(each) ? 'primary' : 'default'} onClick={() => setVerb(each)}>
                {w.verb[each]}
              </Button>
            ))}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className="list-box" tabIndex={0} aria-label={data.no}>
            <div className="pad flow">
              <Asked demand={data} />
              {(data.key || data.mayHoldKey) && (
                <>
                  <h2>{w.key}</h2>
                  <p className="soft">{w.keyHelp}</p>
                  {data.key && (
                    <p>
                      {data.key.keyId} <span className="soft">{data.key.addresses.join('、')}</span>
                    </p>
                  )}
                  {data.mayHoldKey && (
                    <div>
                      <Button onClick={() => setIssuing(true)}>{w.issueKey}</Button>
                    </div>
                  )}
                </>
              )}
              <h2>{w.docket}</h2>
            </div>
            <ol className="ratings">
              {data.steps.map((step) => (
                <li key={`${step.at} ${step.verb}`}>
                  <div className="line-row line-row--wrap">
                    <b className="grow">{w.verb[step.verb]}</b>
                    <span className="soft">
                      <When at={step.at} /> {w.by(step.by, step.department)}
                    </span>
                  </div>
                  <p>{step.note}</p>
                  {step.basis && (
                    <p className="soft">
                      {w.basis} {step.basis}
                    </p>
                  )}
                  {step.alternative && (
                    <p className="soft">
                      {w.alternative} {step.alternative}
                    </p>
                  )}
                </li>
              ))}
            </ol>
            <div className="pad">
              <h2>{w.use}</h2>
              <p className="soft">{w.useHelp}</p>
            </div>
            <UseTable id={data.id} />
          </section>
          {verb && <VerbDialog demand={data} verb={verb} onClose={() => setVerb(undefined)} />}
          {issuing && <KeyDialog id={data.id} onClose={() => setIssuing(false)} />}
        </>
      )}
    </Content>
  )
}
