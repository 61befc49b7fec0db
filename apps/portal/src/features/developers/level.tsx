import type { Capability } from '@zhengtong/platform/support/capabilities/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { developerWords } from './words.ts'

/** The level of service: what its owner promises, and what the last thirty days were like. */
export function Level({ capability }: { capability: Capability }) {
  const t = useWords(developerWords)
  const { availability, latencyMs } = capability.level
  return (
    <>
      <p>{t.promised(availability, latencyMs)}</p>
      <Measured capability={capability} />
    </>
  )
}

function Measured({ capability }: { capability: Capability }) {
  const t = useWords(developerWords)
  const { calls, days, availability, latencyMs } = capability.measured
  if (calls === 0 || availability === undefined) return <p className="soft">{t.notMeasured(days)}</p>
  const kept =
    availability >= capability.level.availability &&
    (latencyMs === undefined || latencyMs <= capability.level.latencyMs)
  return (
    <StateMark tone={kept ? 'good' : 'wait'}>
      {t.measured({ days, calls, availability, latencyMs })}
      {kept ? '' : t.below}
    </StateMark>
  )
}
