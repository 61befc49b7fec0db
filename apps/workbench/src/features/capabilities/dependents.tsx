import { useQuery } from '@tanstack/react-query'
import type { CapabilityPage, Dependent } from '@zhengtong/platform/support/capabilities/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'
import { dependentsQuery, isOthers } from './queries.ts'
import { StopDialog } from './stop-dialog.tsx'
import { words } from './words.ts'

/** Every program that may use a capability, with how much it does. */
export function Dependents({ capability, mine }: { capability: CapabilityPage; mine: boolean }) {
  const w = useWords(words)
  const dependents = useQuery(dependentsQuery(capability.key))
  const [asking, setAsking] = useState<{ what: 'adjust' | 'stop'; dependent: Dependent }>()
  const close = () => setAsking(undefined)
  if (isOthers(dependents.error)) return <p className="soft">{w.notMine}</p>
  return (
    <>
      <Content of={dependents}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{w.noUsers}</p>
          ) : (
            <ul className="papers papers--apart">
              {items.map((dependent) => (
                <DependentRow
                  key={dependent.program.id}
                  dependent={dependent}
                  onAsk={mine ? (what) => setAsking({ what, dependent }) : undefined}
                />
              ))}
            </ul>
          )
        }
      </Content>
      {asking?.what === 'adjust' && (
        <AdjustDialog capability={capability} dependent={asking.dependent} onClose={close} />
      )}
      {asking?.what === 'stop' && (
        <StopDialog capability={capability.key} dependent={asking.dependent} onClose={close} />
      )}
    </>
  )
}

function DependentRow(props: { dependent: Dependent; onAsk: ((what: 'adjust' | 'stop') => void) | undefined }) {
  const { dependent, onAsk } = props
  const w = useWords(words)
  const format = useFormat()
  const { program, access, calls, failed } = dependent
  const { stopped, until, operations } = access
  const act = stopped ? w.resume : w.stop
  return (
    <li className="line-row--wrap">
      <span className="grow">
        <strong>{program.name}</strong> <span className="soft">{`${w.stage[program.stage]} · ${program.party}`}</span>
        <br />
        {[
          w.quota(access.perDay, access.perSecond),
          until ? w.until(format.day(until)) : '',
          operations ? w.only(operations.length) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
        <br />
        <span className="soft">{w.calls(calls, failed)}</span>
        {stopped && (
          <>
            <br />
            <span className="light--red">{w.stopped(stopped.reason)}</span>
          </>
        )}
      </span>
      {onAsk && (
        <>
          <Button size="small" aria-label={`${w.adjust} ${program.name}`} onClick={() => onAsk('adjust')}>
            {w.adjust}
          </Button>
          <Button size="small" danger={!stopped} aria-label={`${act} ${program.name}`} onClick={() => onAsk('stop')}>
            {act}
          </Button>
        </>
      )}
    </li>
  )
}
