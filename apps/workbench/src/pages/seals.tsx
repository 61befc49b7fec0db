import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { SealWithMay } from '@zhengtong/platform/support/seals/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Input } from 'antd'
import { Stamp } from 'lucide-react'
import { useState } from 'react'
import { ApplyDialog } from '../features/seals/apply-dialog.tsx'
import { SealSide } from '../features/seals/seal-side.tsx'
import { words } from '../features/seals/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** The seals of departments, from application to destruction. */
export function SealsPage() {
  const w = useWords(words)
  const mayApply = holdsAny(useMe(), ['administrator'])
  const { seal: openId, q = '' } = useSearch({ from: '/work/seals' })
  const navigate = useNavigate()
  const [applying, setApplying] = useState(false)
  const side = usePaneWidth({ key: 'seal', initial: 560, min: 320, max: 900 })
  const seals = useQuery({
    queryKey: ['seals'],
    queryFn: ({ signal }) => request<{ items: SealWithMay[] }>('/seals', { signal }),
  })
  useTitle(w.title)
  const wanted = (rows: SealWithMay[]) => rows.filter(({ seal }) => seal.name.includes(q.trim()))
  return (
    <div className="panes panes--stack">
      <Pane label={w.title}>
        <div className="page-head">
          <h1 className="grow">{w.title}</h1>
          {mayApply && <Button onClick={() => setApplying(true)}>{w.apply}</Button>}
        </div>
        <div className="flow pad">
          <p className="soft">{w.help}</p>
          <Input
            aria-label={w.find}
            placeholder={w.find}
            value={q}
            onChange={({ target }) =>
              void navigate({
                to: '/seals',
                search: { ...(target.value ? { q: target.value } : {}), ...(openId ? { seal: openId } : {}) },
                replace: true,
              })
            }
          />
        </div>
        <div className="list-box">
          <Content of={seals}>
            {({ items }) =>
              wanted(items).length > 0 ? (
                <ul className="papers pad">
                  {wanted(items).map(({ seal }) => (
                    <li key={seal.id}>
                      <Link
                        className="grow"
                        to="/seals"
                        search={{ ...(q ? { q } : {}), seal: seal.id }}
                        aria-current={seal.id === openId ? 'true' : undefined}
                      >
                        {seal.name}
                      </Link>
                      <span className={seal.state === 'issued' ? 'light--green' : 'light--yellow'}>
                        {w.state[seal.state]}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                <Blank icon={Stamp} title={w.none}>
                  <p>{w.noneHelp}</p>
                </Blank>
              )
            }
          </Content>
        </div>
      </Pane>
      <Divider pane={side} grows="right" />
      <Pane label={w.uses} width={side.width}>
        {openId ? (
          <SealSide key={openId} id={openId} />
        ) : (
          <Blank icon={Stamp} title={w.choose}>
            <p>{w.chooseHelp}</p>
          </Blank>
        )}
      </Pane>
      {applying && (
        <ApplyDialog
          onClose={() => setApplying(false)}
          onDone={({ id }) => {
            setApplying(false)
            void navigate({ to: '/seals', search: { seal: id } })
          }}
        />
      )}
    </div>
  )
}
