import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SubscriptionInput, Subscriptions } from '@zhengtong/platform/support/notices/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Channels } from './channels.tsx'

type Item = Subscriptions['items'][number]

const words = defineWords(
  {
    title: '怎样告诉我',
    ofCase: '这件事怎样告诉我',
    help: '消息都在“我的消息”里。每天汇总的，第二天早上八点一起给您。',
    always: (what: string[]) => `依法要告诉您的一直会告诉您：${what.join('；')}。`,
    topics: {
      status: '办到哪一步',
      clock: '期限快到、期限变化',
      document: '文书送达',
      promise: '承诺核查',
      dispute: '异议答复',
      task: '交给我的待办',
    } as Record<Item['topic'], string>,
    modes: { now: '马上告诉我', digest: '每天汇总', off: '不用告诉我' } as Record<Item['mode'], string>,
    inherit: '和其他事一样',
  },
  {
    title: 'How I am told',
    ofCase: 'How I am told of this matter',
    help: 'All of it is under “My notices”. A daily digest comes at eight the next morning.',
    always: (what) => `What the law has us tell you always comes: ${what.join('; ')}.`,
    topics: {
      status: 'How far it is',
      clock: 'Days that are near or have moved',
      document: 'Papers delivered',
      promise: 'Promises checked',
      dispute: 'Disputes answered',
      task: 'Tasks given to me',
    },
    modes: { now: 'At once', digest: 'Daily digest', off: 'Not at all' },
    inherit: 'As for my other matters',
  },
)

/** What one hears of and how: for all one's cases, or for one of them. */
export function SubscriptionChoices({ caseId }: { caseId?: string }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const key = ['subscriptions', caseId ?? '']
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<Subscriptions>('/me/subscriptions', { query: { caseId }, signal }),
  })
  const choose = useMutation({
    mutationFn: (body: SubscriptionInput) => request<Subscriptions>('/me/subscriptions', { method: 'PUT', body }),
    onSuccess: (data) => queries.setQueryData(key, data),
  })
  if (query.isPending) return <Skeleton />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  return (
    <details>
      <summary>{caseId ? t.ofCase : t.title}</summary>
      <div className="stack">
        <p className="soft">{t.help}</p>
        {query.data.items.map(({ topic, mode, from }) => {
          const id = `subscription-${topic}`
          const inherited = caseId !== undefined && from !== 'case'
          return (
            <FieldFrame key={topic} id={id} label={t.topics[topic]} frame="label">
              <select
                id={id}
                className="input"
                value={inherited ? '' : mode}
                onChange={({ target }) =>
                  choose.mutate({
                    ...(caseId ? { caseId } : {}),
                    topic,
                    mode: target.value === '' ? null : (target.value as Item['mode']),
                  })
                }
              >
                {caseId ? <option value="">{t.inherit}</option> : null}
                {(['now', 'digest', 'off'] as const).map((each) => (
                  <option key={each} value={each}>
                    {t.modes[each]}
                  </option>
                ))}
              </select>
            </FieldFrame>
          )
        })}
        <p className="soft">{t.always(query.data.always)}</p>
        {caseId ? null : <Channels channels={query.data.channels} />}
        {choose.isError ? <TroubleSaid error={choose.error} /> : null}
      </div>
    </details>
  )
}
