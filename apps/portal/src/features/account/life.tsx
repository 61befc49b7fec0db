import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountLife } from '@zhengtong/platform/support/identity/life/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Refused } from './refused.tsx'
import { levelNeeded, StepUp } from './step-up.tsx'

const words = defineWords(
  {
    twins: '同一个人的其他账号',
    twinsHelp:
      '这些账号和您现在的账号是同一个身份证号码。可以合并成一个：办件、证照和授权都是您本人的，原样保留；没填完的申请、通知和提醒方式转到现在的账号。合并以后不能再分开。',
    merge: (name: string) => `把 ${name} 合并过来`,
    sure: (name: string) => `合并以后，账号 ${name} 不能再登录，也不能恢复。`,
    opened: (day: string) => `${day}开通`,
    confirm: '确定合并',
    back: '不合并',
    closing: '注销账号',
    closingHelp: '申请以后有 7 天冷静期，期满账号注销，不能再登录。办过的事、领的证照仍然有效。7 天之内可以随时撤回。',
    close: '申请注销',
    closesAt: (at: string) => `已经申请注销，${at}生效。`,
    keep: '不注销了',
    closeSure: '确定申请注销',
  },
  {
    twins: 'Other accounts of yours',
    twinsHelp:
      'These accounts have the same ID number as the one you are in. They can become one: cases, licences and mandates are yours and stay; unfinished applications, notices and preferences move here. This cannot be undone.',
    merge: (name: string) => `Merge ${name} into this one`,
    sure: (name: string) => `After that nobody can sign in as ${name}, and it cannot be restored.`,
    opened: (day: string) => `opened ${day}`,
    confirm: 'Merge them',
    back: 'Do not merge',
    closing: 'Close the account',
    closingHelp:
      'There are seven days to think it over; then the account is closed and nobody can sign in with it. What was done and issued stays valid. Within seven days you can take it back.',
    close: 'Ask to close it',
    closesAt: (at: string) => `The account closes ${at}.`,
    keep: 'Keep the account',
    closeSure: 'Yes, close it',
  },
)

const lifeQuery = queryOptions({
  queryKey: ['account', 'life'],
  queryFn: ({ signal }) => request<AccountLife>('/me/account', { signal }),
})

/** One act upon the account; what needs a higher level asks for it in place and goes on. */
function useAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: { method: 'POST' | 'DELETE'; path: string; body?: object }) =>
      request(act.path, { method: act.method, ...(act.body ? { body: act.body } : {}) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['account'] }),
  })
}

/** 合并、注销: other accounts of the same person, and the end of this one. */
export function LifeParts() {
  const { data, error, refetch } = useQuery(lifeQuery)
  if (error) return <TroubleSaid error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton blocks={1} />
  return (
    <>
      {data.twins.length > 0 ? <Twins life={data} /> : null}
      <Closing life={data} />
    </>
  )
}

function Twins({ life }: { life: AccountLife }) {
  const t = useWords(words)
  const format = useFormat()
  const act = useAct()
  const [asked, setAsked] = useState<string>()
  const merge = (accountId: string) => act.mutate({ method: 'POST', path: '/me/account/merges', body: { accountId } })
  return (
    <Section title={t.twins} className="stack">
      {levelNeeded(act.error) ? null : <Refused error={act.error} />}
      <p className="soft">{t.twinsHelp}</p>
      <ul className="rows">
        {life.twins.map(({ id, username, createdAt }) => (
          <li key={id} className="stack">
            <p>
              <strong>{username}</strong> <span className="soft">{t.opened(format.day(createdAt))}</span>
            </p>
            {asked === id ? (
              <>
                <p>{t.sure(username)}</p>
                <StepUp error={act.error} onDone={() => merge(id)} />
                <Acts>
                  <Button look="danger" busy={act.isPending} onClick={() => merge(id)}>
                    {t.confirm}
                  </Button>
                  <Button look="quiet" onClick={() => setAsked(undefined)}>
                    {t.back}
                  </Button>
                </Acts>
              </>
            ) : (
              <Acts>
                <Button look="quiet" onClick={() => setAsked(id)}>
                  {t.merge(username)}
                </Button>
              </Acts>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Closing({ life }: { life: AccountLife }) {
  const t = useWords(words)
  const format = useFormat()
  const act = useAct()
  const [sure, setSure] = useState(false)
  const close = () => act.mutate({ method: 'POST', path: '/me/account/closing' })
  return (
    <Section title={t.closing} className="stack">
      {levelNeeded(act.error) ? null : <Refused error={act.error} />}
      {life.closesAt ? (
        <>
          <p role="status">{t.closesAt(format.instant(life.closesAt))}</p>
          <Acts>
            <Button
              look="quiet"
              busy={act.isPending}
              onClick={() => act.mutate({ method: 'DELETE', path: '/me/account/closing' })}
            >
              {t.keep}
            </Button>
          </Acts>
        </>
      ) : (
        <>
          <p className="soft">{t.closingHelp}</p>
          <StepUp error={act.error} onDone={close} />
          <Acts>
            {sure ? (
              <Button look="danger" busy={act.isPending} onClick={close}>
                {t.closeSure}
              </Button>
            ) : (
              <Button look="quiet" onClick={() => setSure(true)}>
                {t.close}
              </Button>
            )}
          </Acts>
        </>
      )}
    </Section>
  )
}
