import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { EntryRow, Facets, Measure } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { BookOpen } from 'lucide-react'
import { MountWord } from '../features/data-catalogue/mount-word.tsx'
import { tones, words } from '../features/data-catalogue/words.ts'
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
import { holdsAny, useMe } from '../session.ts'

/** What data the government has: found by words and facets. */
export function DataCataloguePage() {
  const w = useWords(words)
  const me = useMe()
  const filter = useSearch({ from: '/work/data-catalogue' })
  const navigate = useNavigate()
  const entries = usePaged<EntryRow>('data-catalogue', '/data-catalogue/entries', filter)
  const facets = useQuery({
    queryKey: ['data-catalogue', 'facets', filter],
    queryFn: ({ signal }) => request<Facets>('/data-catalogue/facets', { query: filter, signal }),
    placeholderData: (before) => before,
  })
  const change = (part: typeof filter) =>
    void navigate({ to: '/data-catalogue', search: { ...filter, ...part }, replace: true })
  const counts = facets.data
  const total = counts?.state.reduce((all, { count }) => all + count, 0)
  const measure = filter.measure as Measure | undefined
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{w.title}</h1>
        <Link to="/data-catalogue/rates">{w.rates}</Link>
        {holdsAny(me, ['data-officer']) && (
          <Button type="primary" onClick={() => void navigate({ to: '/data-catalogue/new' })}>
            {w.begin}
          </Button>
        )}
      </div>
      <div className="filters">
        <SearchBox label={w.find} value={filter.q} onChange={(q) => change({ q })} />
        <Choice
          label={w.department}
          any={w.anyDepartment}
          width={280}
          value={filter.department}
          options={(counts?.department ?? []).map(({ value, name, count }) => ({ value, label: `${name} ${count}` }))}
          onChange={(department) => change({ department })}
        />
        <Choice
          label={w.sharing}
          any={w.any}
          width={180}
          value={filter.sharing}
          options={(counts?.sharing ?? []).map(({ value, count }) => ({
            value,
            label: `${w.sharingWord[value]} ${count}`,
          }))}
          onChange={(sharing) => change({ sharing })}
        />
        <Choice
          label={w.opening}
          any={w.any}
          width={180}
          value={filter.opening}
          options={(counts?.opening ?? []).map(({ value, count }) => ({
            value,
            label: `${w.openingWord[value]} ${count}`,
          }))}
          onChange={(opening) => change({ opening })}
        />
        <Choice
          label={w.grade}
          any={w.any}
          width={190}
          value={filter.grade}
          options={(counts?.grade ?? []).map(({ value, count }) => ({
            value,
            label: `${w.gradeWord[value]} ${count}`,
          }))}
          onChange={(grade) => change({ grade })}
        />
        <Choice
          label={w.cycle}
          any={w.any}
          width={160}
          value={filter.cycle}
          options={(counts?.cycle ?? []).map(({ value, count }) => ({
            value,
            label: `${w.cycleWord[value]} ${count}`,
          }))}
          onChange={(cycle) => change({ cycle })}
        />
        <Choice
          label={w.state}
          any={w.any}
          width={150}
          value={filter.state}
          options={(counts?.state ?? []).map(({ value, count }) => ({
            value,
            label: `${w.stateWord[value]} ${count}`,
          }))}
          onChange={(state) => change({ state })}
        />
        <span className="grow" />
        <CopyAddress />
      </div>
      {measure && (
        <Note>
          {filter.holds === 'false' ? w.measureNot[measure] : w.measureNote[measure]}{' '}
          <Link to="/data-catalogue">{w.clear}</Link>
        </Note>
      )}
      <div className="list-box">
        {total !== undefined && total > 0 && <p className="soft pad">{w.found(total)}</p>}
        <Content of={entries.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ul className="ratings">
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            ) : (
              <Blank icon={BookOpen} title={w.noneTitle}>
                <p>{w.none}</p>
                <Link to="/data-catalogue">{w.clear}</Link>
              </Blank>
            )
          }
        </Content>
      </div>
      {entries.rows && entries.rows.length > 0 && <More of={entries} />}
    </>
  )
}

function Row({ row }: { row: EntryRow }) {
  const w = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const rows = row.test?.rows
  return (
    <li>
      <div className="line-row line-row--wrap">
        <b className="grow">
          <Link to="/data-catalogue/$entryId" params={{ entryId: row.id }}>
            {pick(row.name, row.nameEn ?? row.name)}
          </Link>
        </b>
        {row.state !== 'published' && <StateWord tone={tones[row.state]}>{w.stateWord[row.state]}</StateWord>}
        <MountWord of={row} />
      </div>
      <p className="soft">
        {row.department.name} · {row.code ?? w.noCode}
        {rows !== undefined && ` · ${w.rows(format.number(rows))}`}
      </p>
      <p className="soft">
        {w.gradeWord[String(row.grade)]} · {w.sharingWord[row.sharing]} · {w.openingWord[row.opening]} ·{' '}
        {w.cycleWord[row.cycle]} · {w.itemCount(row.itemCount)}
      </p>
    </li>
  )
}
