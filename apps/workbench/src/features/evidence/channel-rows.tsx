import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Channel, ChannelStatistics } from '@zhengtong/platform/support/evidence/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { useSentence } from '../../parts/trouble.tsx'
import { words } from './words.ts'

/** A channel with its steps and how much it is used. */
export function ChannelRow({ channel, keeps }: { channel: Channel; keeps: boolean }) {
  const w = useWords(words)
  const sentence = useSentence()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const close = useMutation({
    mutationFn: () =>
      request(`/evidence/channels/${channel.key}/closed`, { method: 'PUT', body: { closed: !channel.closed } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['evidence-channels'] }),
    onError: (error) => void message.error(sentence(error)),
  })
  return (
    <li>
      <span className="grow">
        <strong>{channel.name}</strong> <span className="soft">{channel.key}</span>{' '}
        {channel.closed && <span className="light--yellow">{w.closed}</span>}
        <br />
        <span className="soft">{channel.steps.map(({ name }) => name).join(' → ')}</span>
        <br />
        <Usage channel={channel} />
      </span>
      {keeps && (
        <Button
          size="small"
          danger={!channel.closed}
          loading={close.isPending}
          aria-label={`${channel.closed ? w.reopen : w.close} ${channel.name}`}
          onClick={() => close.mutate()}
        >
          {channel.closed ? w.reopen : w.close}
        </Button>
      )}
    </li>
  )
}

function Usage({ channel }: { channel: Channel }) {
  const w = useWords(words)
  const format = useFormat()
  const statistics = useQuery({
    queryKey: ['evidence-statistics', channel.key],
    queryFn: ({ signal }) => request<ChannelStatistics>(`/evidence/channels/${channel.key}/statistics`, { signal }),
  })
  const { data } = statistics
  if (!data) return null
  if (!data.lastAt) return <span className="soft">{w.never}</span>
  const recent = data.days.reduce((sum, { count }) => sum + count, 0)
  const steps = data.steps.map(
    ({ step, count }) => `${channel.steps.find(({ key }) => key === step)?.name ?? step} ${count}`,
  )
  return (
    <span className="soft">
      {[`${data.total} ${w.total}`, `${w.days} ${recent}`, ...steps, w.last(format.instant(data.lastAt))].join(' · ')}
    </span>
  )
}
