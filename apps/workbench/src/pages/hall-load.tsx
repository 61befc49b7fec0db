import { useNavigate, useSearch } from '@tanstack/react-router'
import type { HallLoad } from '@zhengtong/platform/nets/service/queues/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { useLoad, useMove, usePoints } from '../features/hall/queries.ts'
import { words } from '../features/hall/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

/** 大厅负荷: waiting, served and average time of each window today, and clerks moved between them. */
export function HallLoadPage() {
  const w = useWords(words)
  const { point } = useSearch({ from: '/work/hall-load' })
  const navigate = useNavigate()
  const points = usePoints()
  const chosen = point ?? points.data?.[0]?.key
  const load = useLoad(chosen)
  useTitle(w.load)
  return (
    <>
      <div className="page-head">
        <h1>{w.load}</h1>
      </div>
      <p className="pad soft">{w.loadHelp}</p>
      <div className="filters">
        <Select
          aria-label={w.point}
          style={{ width: 320, maxWidth: '100%' }}
          value={chosen ?? null}
          options={(points.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(next: string) => void navigate({ to: '/hall-load', search: { point: next }, replace: true })}
        />
      </div>
      <Content of={{ ...load, error: points.error ?? load.error }}>{(data) => <Load load={data} />}</Content>
    </>
  )
}

function Load({ load }: { load: HallLoad }) {
  const w = useWords(words)
  const sentence = useSentence()
  const move = useMove(load.point)
  const time = (minutes: number | undefined) => (minutes === undefined ? w.unknown : w.minutes(minutes))
  const free = load.windows.filter(({ dutyId }) => !dutyId)
  return (
    <div className="flow">
      <p className="pad">
        {w.waiting(load.waiting)} · {w.served(load.served)} · {w.skipped} {load.skipped} · {w.left} {load.left} ·{' '}
        {w.averageWait} {time(load.averageWait)} · {w.averageService} {time(load.averageService)}（{w.usual}{' '}
        {w.minutes(load.usualMinutes)}）
      </p>
      {move.error && (
        <Note tone="danger" alert>
          {sentence(move.error)}
        </Note>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys */}
      <section className="list-box" tabIndex={0} aria-label={w.load}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{w.window}</th>
              <th scope="col">{w.clerk}</th>
              <th scope="col">{w.now}</th>
              <th scope="col" className="num">
                {w.count}
              </th>
              <th scope="col" className="num">
                {w.averageService}
              </th>
              <th scope="col">{w.move}</th>
            </tr>
          </thead>
          <tbody>
            {load.windows.map(({ window, name, clerk, dutyId, now, served, averageMinutes }) => (
              <tr key={window}>
                <th scope="row">
                  {window} {name}
                </th>
                <td>{clerk ?? <span className="soft">{w.empty}</span>}</td>
                <td>{now ?? w.unknown}</td>
                <td className="num">{served}</td>
                <td className="num">{time(averageMinutes)}</td>
                <td>
                  {dutyId && clerk && free.length > 0 ? (
                    <Select
                      aria-label={w.moveTo(clerk)}
                      style={{ width: 160 }}
                      value={null}
                      disabled={move.isPending || now !== undefined}
                      placeholder={w.move}
                      options={free.map((each) => ({ value: each.window, label: `${each.window} ${each.name}` }))}
                      onChange={(to: string) => move.mutate({ dutyId, window: to })}
                    />
                  ) : (
                    w.unknown
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
