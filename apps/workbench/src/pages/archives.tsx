import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ArchiveRow, ArchiveState } from '@zhengtong/platform/support/archives/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Archive } from 'lucide-react'
import { tones, words } from '../features/archives/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { Note } from '../parts/note.tsx'
import { usePaged } from '../parts/paged.ts'
import { SearchBox } from '../parts/search-box.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { useTitle } from '../parts/title.ts'

const states = ['waiting', 'failed', 'filed', 'sending', 'checking', 'accepted', 'refused'] as const
const periods = ['Y', 'D30', 'D10'] as const
type State = { connected: boolean; counts: { state: ArchiveState; files: number }[] }

/** Closed cases on their way to the archive. */
export function ArchivesPage() {
  const w = useWords(words)
  const filter = useSearch({ from: '/work/archives' })
  const navigate = useNavigate()
  const state = useQuery({
    queryKey: ['archives', 'state'],
    queryFn: ({ signal }) => request<State>('/archives/state', { signal }),
  })
  const files = usePaged<ArchiveRow>('archives', '/archives', filter)
  const change = (part: typeof filter) =>
    void navigate({ to: '/archives', search: { ...filter, ...part }, replace: true })
  const count = (of: ArchiveState) => state.data?.counts.find((each) => each.state === of)?.files ?? 0
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.state}
          any={w.anyState}
          width={230}
          value={filter.state}
          options={states.map((value) => ({ value, label: `${w.stateWord[value]} ${count(value)}` }))}
          onChange={(next) => change({ state: next })}
        />
        <Choice
          label={w.retention}
          any={w.anyRetention}
          width={150}
          value={filter.retention}
          options={periods.map((value) => ({ value, label: w.retentionWord[value] }))}
          onChange={(next) => change({ retention: next })}
        />
        <SearchBox label={w.find} value={filter.q} onChange={(q) => change({ q })} />
        <span className="grow" />
        <CopyAddress />
      </div>
      {state.data && !state.data.connected && <Note tone="wait">{w.notConnected}</Note>}
      <div className="list-box">
        <Content of={files.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            ) : (
              <Blank icon={Archive} title={w.noneTitle}>
                <p>{w.none}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {files.rows && files.rows.length > 0 && <More of={files} />}
    </>
  )
}

function Row({ row }: { row: ArchiveRow }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <li className="flow">
      <div className="line-row line-row--wrap">
        <b className="grow">
          <Link to="/archives/$fileId" params={{ fileId: row.id }}>
            {row.title}
          </Link>
        </b>
        <StateWord tone={tones[row.state]}>{w.stateWord[row.state]}</StateWord>
      </div>
      <p className="soft">
        {row.archiveNo ?? w.noNumber} · {row.department.name} · {w.closed} {format.day(row.closedAt)}
        {row.retention && ` · ${w.retentionWord[row.retention]}`}
        {row.appraisalDue && ` · ${w.appraisal}`}
      </p>
    </li>
  )
}
