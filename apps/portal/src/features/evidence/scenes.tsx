import { useQuery } from '@tanstack/react-query'
import type { Channel } from '@zhengtong/platform/support/evidence/contract.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { channelsQuery, useStatistics } from './queries.ts'
import { evidenceWords } from './words.ts'

/** The channels in use: their steps, the systems that write, how much they hold. */
export function Scenes() {
  const t = useWords(evidenceWords)
  const channels = useQuery(channelsQuery)
  return (
    <Section title={t.scenes} className="stack-8">
      <p className="soft">{t.scenesText}</p>
      {channels.isPending ? <Skeleton blocks={1} /> : null}
      {channels.data?.items.length === 0 ? <p>{t.noScenes}</p> : null}
      {channels.data?.items.map((channel) => (
        <Scene key={channel.key} channel={channel} />
      ))}
    </Section>
  )
}

function Scene({ channel }: { channel: Channel }) {
  const t = useWords(evidenceWords)
  const statistics = useStatistics(channel.key)
  return (
    <div className="card">
      <h3>{channel.closed ? `${channel.name}（${t.closed}）` : channel.name}</h3>
      <p>{channel.purpose}</p>
      <p className="soft">{channel.steps.map(({ name }) => name).join(' → ')}</p>
      {channel.signed ? <p className="soft">{t.signed}</p> : null}
      {channel.nodes.length > 0 ? (
        <p className="soft">
          {t.nodes(channel.nodes.map(({ name, role }) => `${name}（${t.roles[role]}）`).join('、'))}
        </p>
      ) : null}
      {statistics.data ? (
        <p className="soft">
          {[t.count(statistics.data.total), ...statistics.data.clients.map(({ name }) => name)].join(' · ')}
        </p>
      ) : null}
    </div>
  )
}
