import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { scopeWords } from '@zhengtong/platform/support/openid/contract.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import type { ReactNode } from 'react'
import { PasskeyPart, TotpPart } from '../features/account/factors.tsx'
import { LifeParts } from '../features/account/life.tsx'
import { consentsQuery, factorsQuery, sessionsQuery, useTakeAway } from '../features/account/queries.ts'
import { Refused } from '../features/account/refused.tsx'
import { words } from '../features/account/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** How I show who I am, where I am signed in, and which programs know of me. */
export function MyAccountPage() {
  const t = useWords(words)
  const { data: me } = useMe()
  return (
    <SignedIn>
      <Crumbs here={t.title} />
      <div className="reading">
        <PageTitle>{t.title}</PageTitle>
        {me ? <p>{t.level(t.levels[me.actor.level] ?? me.actor.level)}</p> : null}
        <Sessions />
        <Loaded query={factorsQuery}>
          {(factors) => (
            <>
              <TotpPart factors={factors} />
              <PasskeyPart factors={factors} />
            </>
          )}
        </Loaded>
        <Consents />
        {me?.actor.kind === 'citizen' ? <LifeParts /> : null}
      </div>
    </SignedIn>
  )
}

function Sessions() {
  const t = useWords(words)
  const format = useFormat()
  const end = useTakeAway()
  return (
    <Section title={t.sessions} className="stack">
      <Refused error={end.error} />
      <Loaded query={sessionsQuery}>
        {(sessions) => (
          <ul className="rows">
            {sessions.map((session) => (
              <li key={session.id} className="demo-person">
                <div>
                  <strong>{session.device ?? t.unknown}</strong>
                  <p className="soft">
                    {t.since(format.instant(session.createdAt))} {session.ip}
                  </p>
                </div>
                {session.current ? (
                  <span>{t.here}</span>
                ) : (
                  <Button look="quiet" busy={end.isPending} onClick={() => end.mutate(`/me/sessions/${session.id}`)}>
                    {t.end}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <p className="soft">{t.endAllHelp}</p>
      <Button look="danger" busy={end.isPending} onClick={() => end.mutate('/me/sessions')}>
        {t.endAll}
      </Button>
    </Section>
  )
}

function Consents() {
  const t = useWords(words)
  const { language } = useLanguage()
  const withdraw = useTakeAway()
  return (
    <Section title={t.consents} className="stack">
      <Refused error={withdraw.error} />
      <Loaded query={consentsQuery}>
        {(consents) =>
          consents.length === 0 ? (
            <p>{t.noConsents}</p>
          ) : (
            <ul className="rows">
              {consents.map((consent) => (
                <li key={consent.clientId} className="demo-person">
                  <div>
                    <strong>{language === 'zh' ? consent.name : consent.nameEn}</strong>
                    <p className="soft">
                      {consent.scopes.map((scope) => scopeWords[scope][language]).join(language === 'zh' ? '；' : '; ')}
                    </p>
                  </div>
                  <Button
                    look="quiet"
                    busy={withdraw.isPending}
                    onClick={() => withdraw.mutate(`/me/consents/${consent.clientId}`)}
                  >
                    {t.withdraw}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function Loaded<Data>(props: {
  // biome-ignore lint/suspicious/noExplicitAny: the key of a query differs from part to part, and nothing here reads it
  query: UseQueryOptions<Data, Error, Data, any>
  children: (data: Data) => ReactNode
}) {
  const { data, error, refetch } = useQuery(props.query)
  if (error) return <TroubleSaid error={error} onRetry={() => void refetch()} />
  return data === undefined ? <Skeleton blocks={1} /> : props.children(data)
}
