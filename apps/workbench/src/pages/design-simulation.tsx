import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Simulated } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { designQuery } from '../features/designs/use-designs.ts'
import { words as designs } from '../features/designs/words.ts'
import { type SetUp, SetUpForm } from '../features/simulation/set-up.tsx'
import { Simulator } from '../features/simulation/simulator.tsx'
import { words } from '../features/simulation/words.ts'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'

/** A draft of a flow, as it was saved, played from invented answers before anybody publishes it. */
export function DesignSimulationPage() {
  const w = useWords(words)
  const d = useWords(designs)
  const { key } = useParams({ from: '/work/designs/flow/$key/simulation' })
  const of = useQuery(designQuery('flow', key))
  const [begun, setBegun] = useState<{ setUp: SetUp; no: number }>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/designs/$kind/$key" params={{ kind: 'flow', key }}>
                {of.data?.title ?? key}
              </Link>
            </li>
          </ul>
          <h1>{w.title}</h1>
        </div>
        <span className="soft grow">{w.help}</span>
      </div>
      <Content of={of}>
        {(design) =>
          design ? (
            <div className="pad flow">
              <SetUpForm
                begun={begun !== undefined}
                onBegin={(setUp) => setBegun({ setUp, no: (begun?.no ?? 0) + 1 })}
              />
              {begun && (
                <Simulator
                  key={`${design.revision} ${begun.no}`}
                  of={['draft', key, design.revision, begun.setUp]}
                  ask={(happens, signal) =>
                    request<Simulated>(`/designs/flow/${encodeURIComponent(key)}/simulations`, {
                      method: 'POST',
                      body: { ...begun.setUp, happens },
                      signal,
                    })
                  }
                />
              )}
            </div>
          ) : (
            <Note tone="danger">{d.noDraftTitle}</Note>
          )
        }
      </Content>
    </>
  )
}
