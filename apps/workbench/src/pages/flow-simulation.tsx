import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { Simulated } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import type { FlowVersions } from '@zhengtong/platform/support/cases/versions/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { useState } from 'react'
import { useFlows } from '../features/flows/use-flows.ts'
import { useItem } from '../features/items/use-items.ts'
import { type SetUp, SetUpForm } from '../features/simulation/set-up.tsx'
import { Simulator } from '../features/simulation/simulator.tsx'
import { words } from '../features/simulation/words.ts'
import { Content } from '../parts/content.tsx'
import { Field } from '../parts/field.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'

/** A flow that no case need run by yet, played from invented answers. */
export function FlowSimulationPage() {
  const w = useWords(words)
  const { key } = useParams({ from: '/work/flows/$key/simulation' })
  const { item } = useSearch({ from: '/work/flows/$key/simulation' })
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
      </div>
      <Content of={useFlows()}>
        {({ items }) => {
          const flow = items.find((each) => each.key === key)
          if (!flow) return <Note tone="danger">{w.noFlow}</Note>
          return item ? <ForItem id={item} flow={flow} /> : <Play flow={flow} />
        }}
      </Content>
    </>
  )
}

function ForItem({ id, flow }: { id: string; flow: FlowVersions }) {
  return (
    <Content of={useItem(id)}>{({ guide, draft }) => <Play flow={flow} item={draft?.item ?? guide?.item} />}</Content>
  )
}

function Play({ flow, item }: { flow: FlowVersions; item?: Item | undefined }) {
  const w = useWords(words)
  const pick = usePick()
  const navigate = useNavigate()
  const search = useSearch({ from: '/work/flows/$key/simulation' })
  const version = Number(search.version) || flow.versions.at(-1)
  const [begun, setBegun] = useState<{ setUp: SetUp; no: number }>()
  return (
    <div className="pad flow">
      <p>
        <b>{pick(flow.name, flow.nameEn)}</b>
        {item && <span className="soft"> · {w.item(pick(item.name, item.nameEn))}</span>}
      </p>
      <Field label={w.version}>
        {(own) => (
          <Select
            {...own}
            style={{ width: 160 }}
            value={version}
            options={flow.versions.map((value) => ({ value, label: w.versionNo(value) }))}
            onChange={(next) =>
              void navigate({
                to: '/flows/$key/simulation',
                params: { key: flow.key },
                search: { ...search, version: String(next) },
                replace: true,
              })
            }
          />
        )}
      </Field>
      <SetUpForm
        {...(item ? { item } : {})}
        begun={begun !== undefined}
        onBegin={(setUp) => setBegun({ setUp, no: (begun?.no ?? 0) + 1 })}
      />
      {begun && (
        <Simulator
          key={`${version} ${begun.no}`}
          of={[flow.key, version, begun.setUp]}
          ask={(happens, signal) =>
            request<Simulated>(`/flows/${encodeURIComponent(flow.key)}/versions/${version}/simulations`, {
              method: 'POST',
              body: { ...begun.setUp, happens },
              signal,
            })
          }
        />
      )}
    </div>
  )
}
