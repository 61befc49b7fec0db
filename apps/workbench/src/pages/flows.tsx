import { Link } from '@tanstack/react-router'
import type { FlowVersions } from '@zhengtong/platform/support/cases/versions/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { ChangeOver } from '../features/flows/change-over.tsx'
import { useFlows } from '../features/flows/use-flows.ts'
import { words } from '../features/flows/words.ts'
import { words as simulation } from '../features/simulation/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Field } from '../parts/field.tsx'
import { useTitle } from '../parts/title.ts'

/** Running cases and another version of their flow. */
export function FlowsPage() {
  const w = useWords(words)
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
      </div>
      <Content of={useFlows()}>
        {({ items }) =>
          items.length > 0 ? (
            <Choose flows={items} />
          ) : (
            <Blank icon={GitCompareArrows} title={w.emptyTitle}>
              <p>{w.empty}</p>
            </Blank>
          )
        }
      </Content>
    </>
  )
}

function Choose({ flows }: { flows: FlowVersions[] }) {
  const w = useWords(words)
  const s = useWords(simulation)
  const pick = usePick()
  // Flows with something to move to come first.
  const sorted = flows.toSorted((one, other) => other.versions.length - one.versions.length)
  const [key, setKey] = useState(sorted[0]?.key)
  const flow = sorted.find((each) => each.key === key)
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({})
  const versions = flow?.versions ?? []
  const [from, to] = [chosen.from ?? versions.at(-2), chosen.to ?? versions.at(-1)]
  const options = versions.map((value) => ({ value, label: w.version(value) }))
  return (
    <div className="pad flow">
      <div className="fields">
        <Field label={w.flow} wide>
          {(own) => (
            <Select
              {...own}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              value={key}
              options={sorted.map((each) => ({ value: each.key, label: pick(each.name, each.nameEn) }))}
              onChange={(next) => {
                setKey(next)
                setChosen({})
              }}
            />
          )}
        </Field>
        {key && (
          <Link to="/flows/$key/simulation" params={{ key }}>
            {s.open}
          </Link>
        )}
        {versions.length > 1 && (
          <>
            <Field label={w.from}>
              {(own) => (
                <Select
                  {...own}
                  style={{ width: '100%' }}
                  value={from}
                  options={options}
                  onChange={(next) => setChosen({ ...chosen, from: next })}
                />
              )}
            </Field>
            <Field label={w.to}>
              {(own) => (
                <Select
                  {...own}
                  style={{ width: '100%' }}
                  value={to}
                  options={options}
                  onChange={(next) => setChosen({ ...chosen, to: next })}
                />
              )}
            </Field>
          </>
        )}
      </div>
      {key && from !== undefined && to !== undefined && from !== to ? (
        <ChangeOver key={`${key} ${from} ${to}`} flow={key} from={from} to={to} />
      ) : (
        <p className="soft">{w.oneVersion}</p>
      )}
    </div>
  )
}
