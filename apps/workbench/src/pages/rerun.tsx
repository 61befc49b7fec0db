import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Popconfirm } from 'antd'
import { Download, ListChecks, Trash2 } from 'lucide-react'
import { DifferenceTable } from '../features/reruns/difference-table.tsx'
import { RunSummary } from '../features/reruns/run-summary.tsx'
import { useDifferences, useRerun } from '../features/reruns/use-reruns.ts'
import { words } from '../features/reruns/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Icon } from '../parts/icon.tsx'
import { More } from '../parts/more.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useTitle } from '../parts/title.ts'

const kinds = [undefined, 'outcome', 'result'] as const

/** One re-run: how far it is, its counts, and who would differ. */
export function RerunPage() {
  const w = useWords(words)
  const format = useFormat()
  const { runId } = useParams({ from: '/work/rules/reruns/$runId' })
  const { kind, caseNo } = useSearch({ from: '/work/rules/reruns/$runId' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const run = useRerun(runId)
  const differences = useDifferences(runId, kind, caseNo, (run.data?.differ ?? 0) + (run.data?.other ?? 0))
  useTitle(run.data && w.runTitle(run.data.ruleTitle, format.instant(run.data.createdAt)))
  const show = (change: { kind?: string | undefined; caseNo?: string | undefined }) =>
    void navigate({
      to: '/rules/reruns/$runId',
      params: { runId },
      search: { kind, caseNo, ...change },
      replace: true,
    })
  const discard = useMutation({
    mutationFn: () => request(`/rule-reruns/${runId}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['reruns'] })
      await navigate({ to: '/rules/reruns' })
    },
  })
  return (
    <Content whole of={run}>
      {(data) => (
        <>
          <div className="page-head">
            <div>
              <ul className="crumb">
                <li>
                  <Link to="/rules/reruns">{w.title}</Link>
                </li>
              </ul>
              <h1>{w.runTitle(data.ruleTitle, format.instant(data.createdAt))}</h1>
            </div>
            <Popconfirm title={w.discard} description={w.discardSure} onConfirm={() => discard.mutate()}>
              <Button icon={<Icon of={Trash2} />} loading={discard.isPending}>
                {w.discard}
              </Button>
            </Popconfirm>
          </div>
          <RunSummary run={data} />
          <div className="tabs">
            {kinds.map((each) => (
              <button
                key={each ?? 'all'}
                type="button"
                aria-pressed={kind === each}
                onClick={() => show({ kind: each })}
              >
                {each ? w.kind[each] : w.all}{' '}
                {format.number(each ? data[each === 'outcome' ? 'differ' : 'other'] : data.differ + data.other)}
              </button>
            ))}
          </div>
          <div className="filters">
            <SearchBox label={w.find} value={caseNo} onChange={(text) => show({ caseNo: text })} />
            <span className="grow" />
            {data.differ + data.other > 0 && (
              <a href={address(`/rule-reruns/${runId}/differences.csv`)} download>
                <Icon of={Download} /> {w.download}
              </a>
            )}
          </div>
          <div className="list-box">
            <Content of={differences.list}>
              {(rows) =>
                rows.length > 0 ? (
                  <DifferenceTable rows={rows} />
                ) : (
                  <Blank icon={ListChecks} title={data.state === 'done' ? w.noneTitle : w.stateWord[data.state]}>
                    <p>{data.state === 'done' ? w.none : w.leave}</p>
                  </Blank>
                )
              }
            </Content>
          </div>
          <More of={differences} />
        </>
      )}
    </Content>
  )
}
