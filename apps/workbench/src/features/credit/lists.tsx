import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type {
  DutyView,
  EntityView,
  FactView,
  ListingView,
  RequestView,
  WarningView,
  WatchView,
} from '@zhengtong/platform/support/credit/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { BadgeCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Blank } from '../../parts/blank.tsx'
import { Content } from '../../parts/content.tsx'
import { More } from '../../parts/more.tsx'
import { usePaged } from '../../parts/paged.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { type Doing, schemeQuery } from './dialogs.tsx'
import { words } from './words.ts'

export type Place = keyof (typeof words)['zh']['places']
type OnAct = (doing: Doing) => void

/** The list that was chosen, page by page. */
export function CreditList({ place, onAct }: { place: Place; onAct: OnAct }) {
  switch (place) {
    case 'facts':
      return <Paged<FactView> path="/credit/facts" row={(row) => <Fact row={row} />} />
    case 'listings':
      return <Paged<ListingView> path="/credit/listings" row={(row) => <Listing row={row} />} />
    case 'requests':
      return <Paged<RequestView> path="/credit/requests" row={(row) => <Asked row={row} />} />
    case 'duties':
      return <Paged<DutyView> path="/credit/duties" row={(row) => <Duty row={row} onAct={onAct} />} />
    case 'warnings':
      return <Paged<WarningView> path="/credit/warnings" row={(row) => <Warning row={row} onAct={onAct} />} />
    case 'watches':
      return <Paged<WatchView> path="/credit/watches" row={(row) => <Watch row={row} />} />
    case 'models':
      return <Models />
  }
}

function Paged<Row extends { id: string }>({ path, row }: { path: string; row: (row: Row) => ReactNode }) {
  const w = useWords(words)
  const found = usePaged<Row>('credit', path, path === '/credit/watches' ? { limit: undefined } : {})
  return (
    <>
      <Region>
        <Content of={found.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((each) => (
                  <li key={each.id} className="flow">
                    {row(each)}
                  </li>
                ))}
              </ul>
            ) : (
              <Blank icon={BadgeCheck} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
      </Region>
      {found.rows && found.rows.length > 0 && <More of={found} />}
    </>
  )
}

/** A list that scrolls by itself, and can be scrolled by keyboard even where nothing in it can be pressed. */
function Region({ children }: { children: ReactNode }) {
  const w = useWords(words)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="list-box" tabIndex={0} aria-label={w.title}>
      {children}
    </section>
  )
}

const who = (entity: EntityView | undefined) => (entity ? `${entity.name} ${entity.number}` : '')

function Line({ head, mark, tone }: { head: ReactNode; mark: ReactNode; tone: 'green' | 'yellow' | 'red' }) {
  return (
    <div className="line-row line-row--wrap">
      <b className="grow">{head}</b>
      <StateWord tone={tone}>{mark}</StateWord>
    </div>
  )
}

function Fact({ row }: { row: FactView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const tone = row.state !== 'valid' ? 'yellow' : row.effect === 'negative' ? 'red' : 'green'
  return (
    <>
      <Line
        head={`${pick(row.kindName, row.kindNameEn)} · ${row.title}`}
        tone={tone}
        mark={row.state === 'valid' ? w.effect[row.effect] : w.state[row.state]}
      />
      <p>{who(row.entity)}</p>
      <p className="soft">
        {row.reference} · {format.day(row.happenedOn)} {row.until ? w.until(format.day(row.until)) : ''} ·{' '}
        {row.department} · {w.source[row.source]}
        {row.contested ? ` · ${w.contested}` : ''}
      </p>
      {row.stateReason && <p className="soft">{row.stateReason}</p>}
    </>
  )
}

function Listing({ row }: { row: ListingView }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const tone = row.state === 'proposed' ? 'yellow' : row.state === 'listed' && row.colour === 'black' ? 'red' : 'green'
  return (
    <>
      <Line
        head={`${who(row.entity)} · ${pick(row.listName, row.listNameEn)}`}
        tone={tone}
        mark={w.listState[row.state]}
      />
      <p>{row.reason}</p>
      {row.statement && <p className="soft">{row.statement}</p>}
      <p className="soft">
        {row.basis} {row.until ? w.until(format.day(row.until)) : ''}{' '}
        {row.caseId && (
          <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
            {w.case} {row.caseNo}
          </Link>
        )}
      </p>
    </>
  )
}

function Asked({ row }: { row: RequestView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      <Line
        head={`${w.requestKind[row.kind]} · ${who(row.entity)}`}
        tone={row.state === 'open' ? 'yellow' : 'green'}
        mark={w.requestState[row.state]}
      />
      <p className="soft">
        {format.day(row.raisedAt)}{' '}
        <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
          {w.case} {row.caseNo}
        </Link>
      </p>
    </>
  )
}

function Duty({ row, onAct }: { row: DutyView; onAct: OnAct }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const name = pick(row.name, row.nameEn)
  return (
    <>
      <Line
        head={`${name} · ${who(row.entity)}`}
        tone={row.state === 'reported' ? 'green' : row.late ? 'red' : 'yellow'}
        mark={row.state === 'reported' ? w.reported : row.late ? w.late : w.owed}
      />
      <p className="soft">
        {w.due(format.day(row.due))} · {row.department} {row.caseNo ?? ''}
      </p>
      {row.how && (
        <p>
          {row.applied ? w.applied : w.notApplied}：{row.how}
        </p>
      )}
      {row.mayReport && (
        <div className="line-row">
          <span className="grow" />
          <Button type="primary" onClick={() => onAct({ what: 'report', id: row.id, title: name })}>
            {w.report}
          </Button>
        </div>
      )}
    </>
  )
}

function Warning({ row, onAct }: { row: WarningView; onAct: OnAct }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      <Line head={who(row.entity)} tone={row.handledAt ? 'green' : 'red'} mark={w.change(row.fromGrade, row.toGrade)} />
      <p className="soft">{format.instant(row.at)}</p>
      {row.how ? (
        <p>
          {row.handledBy}：{row.how}
        </p>
      ) : (
        <div className="line-row">
          <span className="grow" />
          <Button type="primary" onClick={() => onAct({ what: 'handle', id: row.id, title: who(row.entity) })}>
            {w.handle}
          </Button>
        </div>
      )}
    </>
  )
}

function Watch({ row }: { row: WatchView }) {
  const w = useWords(words)
  const format = useFormat()
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => request<null>(`/credit/watches/${row.id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['credit'] }),
  })
  return (
    <>
      <Line
        head={who(row.entity)}
        tone={row.grade === 'D' ? 'red' : row.grade === 'C' ? 'yellow' : 'green'}
        mark={w.grade(row.grade ?? '—')}
      />
      <p className="soft">
        {row.reason} · {row.department} · {format.day(row.since)}
      </p>
      <div className="line-row">
        <span className="grow" />
        <Button loading={end.isPending} onClick={() => end.mutate()}>
          {w.endWatch}
        </Button>
      </div>
    </>
  )
}

function Models() {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const { data, error, refetch } = useQuery(schemeQuery)
  return (
    <Region>
      <Content of={{ data, error, refetch }}>
        {({ models }) => (
          <ul className="ratings">
            {models.map((model) => (
              <li key={`${model.key} ${model.version}`} className="flow">
                <h2>{pick(model.name, model.nameEn)}</h2>
                <p className="soft">
                  {w.version(model.version, format.day(model.validFrom))} · {w.base(model.base)} ·{' '}
                  {model.grades.map(({ grade, from }) => `${grade} ≥ ${from}`).join('，')}
                </p>
                <ul>
                  {model.factors.map((factor) => (
                    <li key={factor.key}>
                      {pick(factor.name, factor.nameEn)}：{factor.basis}
                      <p className="soft">
                        <code>{factor.points}</code>
                      </p>
                    </li>
                  ))}
                  {model.ceiling && (
                    <li>
                      {w.ceiling}：<code>{model.ceiling}</code>
                    </li>
                  )}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </Content>
    </Region>
  )
}
