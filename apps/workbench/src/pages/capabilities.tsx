import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Capability } from '@zhengtong/platform/support/capabilities/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input } from 'antd'
import { Blocks } from 'lucide-react'
import { CapabilitySide } from '../features/capabilities/capability-side.tsx'
import { capabilitiesQuery } from '../features/capabilities/queries.ts'
import { words } from '../features/capabilities/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { useTitle } from '../parts/title.ts'
import { useMe } from '../session.ts'

/** 一张清单, for those who answer for what stands on it. */
export function CapabilitiesPage() {
  const w = useWords(words)
  const { key, q = '' } = useSearch({ from: '/work/capabilities' })
  const navigate = useNavigate()
  const side = usePaneWidth({ key: 'capability', initial: 640, min: 320, max: 1000 })
  const capabilities = useQuery(capabilitiesQuery)
  useTitle(w.title)
  return (
    <div className="panes panes--stack">
      <Pane label={w.title}>
        <div className="page-head">
          <h1 className="grow">{w.title}</h1>
        </div>
        <div className="flow pad">
          <p className="soft">{w.help}</p>
          <Input
            aria-label={w.find}
            placeholder={w.find}
            value={q}
            onChange={({ target }) =>
              void navigate({
                to: '/capabilities',
                search: { ...(target.value ? { q: target.value } : {}), ...(key ? { key } : {}) },
                replace: true,
              })
            }
          />
        </div>
        <div className="list-box">
          <Content of={capabilities}>{({ items }) => <Listed items={items} q={q} open={key} />}</Content>
        </div>
      </Pane>
      <Divider pane={side} grows="right" />
      <Pane label={w.side} width={side.width}>
        {key ? (
          <CapabilitySide key={key} id={key} />
        ) : (
          <Blank icon={Blocks} title={w.choose}>
            <p>{w.chooseHelp}</p>
          </Blank>
        )}
      </Pane>
    </div>
  )
}

function Listed({ items, q, open }: { items: Capability[]; q: string; open: string | undefined }) {
  const w = useWords(words)
  const pick = usePick()
  const { posts } = useMe()
  const isOurs = ({ owner }: Capability) => posts.some(({ departmentId }) => departmentId === owner.departmentId)
  const found = items.filter(({ key, name, nameEn }) =>
    [key, name, nameEn].join(' ').toLowerCase().includes(q.trim().toLowerCase()),
  )
  if (found.length === 0)
    return (
      <Blank icon={Blocks} title={w.none}>
        <p>{w.noneHelp}</p>
      </Blank>
    )
  return (
    <ul className="papers pad">
      {found.map((each) => (
        <li key={each.key}>
          <Link
            className="grow"
            to="/capabilities"
            search={{ ...(q ? { q } : {}), key: each.key }}
            aria-current={each.key === open ? 'true' : undefined}
          >
            {pick(each.name, each.nameEn)}
          </Link>
          {each.dependents > 0 && <span>{each.dependents}</span>}
          <span className="soft">{isOurs(each) ? w.mine : each.owner.name}</span>
        </li>
      ))}
    </ul>
  )
}
