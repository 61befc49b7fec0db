import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ItemProfile, UnitProfile } from '@zhengtong/platform/nets/service/items/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { FileSearch } from 'lucide-react'
import { ProfileTable, UnitTable } from '../features/burden/profile-table.tsx'
import { words } from '../features/burden/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const visits = { none: 'noVisit', one: 'oneVisit', more: 'moreVisits', unknown: 'unknownVisits' } as const

/** 四免, 一证通办, visits and 两减一即: units ranked, and every item behind the ranking. */
export function BurdenPage() {
  const w = useWords(words)
  const search = useSearch({ from: '/work/burden' })
  const navigate = useNavigate()
  const change = (part: Partial<typeof search>) =>
    void navigate({ to: '/burden', search: { ...search, ...part }, replace: true })
  useTitle(w.title)
  const { show } = search
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.only}
          any={w.units}
          value={show}
          options={[{ value: 'items', label: w.items }]}
          onChange={(next) => change({ show: next })}
        />
        {show === 'items' && (
          <>
            <Choice
              label={w.visits}
              any={w.any}
              value={search.visits}
              options={Object.entries(visits).map(([value, key]) => ({ value, label: w[key] }))}
              onChange={(next) => change({ visits: next })}
            />
            <Choice
              label={w.online}
              any={w.any}
              value={search.online}
              options={[{ value: 'true', label: w.yes }]}
              onChange={(next) => change({ online: next })}
            />
            <Choice
              label={w.idOnly}
              any={w.any}
              value={search.idOnly}
              options={[{ value: 'true', label: w.yes }]}
              onChange={(next) => change({ idOnly: next })}
            />
            <Choice
              label={w.changed}
              any={w.any}
              value={search.changed}
              options={[{ value: 'true', label: w.yes }]}
              onChange={(next) => change({ changed: next })}
            />
            {search.department && (
              <Choice
                label={w.department}
                any={w.any}
                value={search.department}
                options={[{ value: search.department, label: search.department }]}
                onChange={(next) => change({ department: next })}
              />
            )}
          </>
        )}
        <span className="grow" />
        <a href={address('/item-profiles.csv', filterOf(search))} download>
          {w.csv}
        </a>
        <CopyAddress />
      </div>
      {show === 'items' ? <Items filter={filterOf(search)} /> : <Units />}
    </>
  )
}

type Search = {
  department?: string
  visits?: string
  online?: string
  idOnly?: string
  changed?: string
  show?: string
}
const filterOf = ({ show: _, ...filter }: Search) => filter

function Items({ filter }: { filter: Omit<Search, 'show'> }) {
  const w = useWords(words)
  const found = usePaged<ItemProfile>('item-profiles', '/item-profiles', filter)
  return (
    <>
      <div className="list-box">
        <Content of={found.list}>
          {(rows) =>
            rows.length > 0 ? (
              <ProfileTable rows={rows} />
            ) : (
              <Blank icon={FileSearch} title={w.none}>
                <p>{w.noneHelp}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {found.rows && found.rows.length > 0 && <More of={found} />}
    </>
  )
}

function Units() {
  const w = useWords(words)
  const found = useQuery({
    queryKey: ['item-profiles', 'units'],
    queryFn: async ({ signal }) => (await request<{ items: UnitProfile[] }>('/item-profiles/units', { signal })).items,
  })
  return (
    <div className="list-box">
      <Content of={found}>
        {(rows) =>
          rows.length > 0 ? (
            <UnitTable rows={rows} />
          ) : (
            <Blank icon={FileSearch} title={w.none}>
              <p>{w.noneHelp}</p>
            </Blank>
          )
        }
      </Content>
    </div>
  )
}
