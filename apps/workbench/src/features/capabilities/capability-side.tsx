import { useQuery } from '@tanstack/react-query'
import type { CapabilityPage, Deprecation } from '@zhengtong/platform/support/capabilities/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { holdsAny, useMe } from '../../session.ts'
import { Dependents } from './dependents.tsx'
import { DeprecateDialog } from './deprecate-dialog.tsx'
import { capabilityQuery, dependentsQuery, useKeep } from './queries.ts'
import { words } from './words.ts'

/** One capability as those see it who answer for it: its users, and what of it goes away. */
export function CapabilitySide({ id }: { id: string }) {
  const capability = useQuery(capabilityQuery(id))
  return <Content of={capability}>{(data) => <Shown capability={data} />}</Content>
}

function Shown({ capability }: { capability: CapabilityPage }) {
  const w = useWords(words)
  const pick = usePick()
  const acts = holdsAny(useMe(), ['decider', 'head', 'administrator'])
  const dependents = useQuery(dependentsQuery(capability.key))
  // Who may see its users answers for it; by these posts they may act, too.
  const mine = acts && dependents.isSuccess
  const { key, name, nameEn, owner, level, measured } = capability
  return (
    <div className="flow pad scrolls">
      <h2>{pick(name, nameEn)}</h2>
      <p className="soft">
        {[
          owner.name,
          w.level(level.availability, level.latencyMs),
          measured.availability === undefined
            ? w.notMeasured(measured.days)
            : w.measured(measured.days, measured.calls, measured.availability),
        ].join(' · ')}
      </p>
      <p>
        <a href={`/developers/capabilities/${key}`}>{w.reference}</a>
      </p>
      <h3>{w.users}</h3>
      <Dependents capability={capability} mine={mine} />
      <GoingAway capability={capability} mine={mine} />
    </div>
  )
}

function GoingAway({ capability, mine }: { capability: CapabilityPage; mine: boolean }) {
  const w = useWords(words)
  const [announcing, setAnnouncing] = useState(false)
  const going = goingOf(capability)
  return (
    <>
      <h3>{w.goesAway}</h3>
      {going.length === 0 ? (
        <p className="soft">{w.noGoing}</p>
      ) : (
        <ul className="papers">
          {going.map((each) => (
            <GoingRow key={each.operation ?? ''} capability={capability.key} deprecation={each} mine={mine} />
          ))}
        </ul>
      )}
      {mine && <Button onClick={() => setAnnouncing(true)}>{w.announce}</Button>}
      {announcing && <DeprecateDialog capability={capability} onClose={() => setAnnouncing(false)} />}
    </>
  )
}

function GoingRow(props: { capability: string; deprecation: Deprecation; mine: boolean }) {
  const { operation = '', sunset, words: why } = props.deprecation
  const w = useWords(words)
  const format = useFormat()
  const sentence = useSentence()
  const { message } = App.useApp()
  const keep = useKeep(props.capability)
  return (
    <li>
      <span className="grow">
        {w.goes(operation || w.whole, format.day(sunset))}
        <br />
        <span className="soft">{why}</span>
      </span>
      {props.mine && (
        <Button
          size="small"
          loading={keep.isPending}
          aria-label={`${w.keep} ${operation || w.whole}`}
          onClick={() => keep.mutate(operation, { onError: (error) => void message.error(sentence(error)) })}
        >
          {w.keep}
        </Button>
      )}
    </li>
  )
}

/** Each announcement once: that of the whole stands on all its operations, too. */
function goingOf({ deprecation, list }: CapabilityPage): Deprecation[] {
  const single = list.flatMap((each) => (each.deprecation?.operation ? [each.deprecation] : []))
  return deprecation ? [deprecation, ...single] : single
}
