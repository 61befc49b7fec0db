import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { MandateView } from '@zhengtong/platform/support/identity/mandates/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { Refused } from '../features/account/refused.tsx'
import { levelNeeded, StepUp } from '../features/account/step-up.tsx'
import { actsQuery, mandateQuery, useConsent, useEndMandate } from '../features/mandates/queries.ts'
import { mandateWords } from '../features/mandates/words.ts'
import { useMe } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const route = getRouteApi('/me/mandates/$id')

/** One mandate: its terms, how it was signed, what was done under it, and the end of it. */
export function MyMandatePage() {
  const { id } = route.useParams()
  const t = useWords(mandateWords)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/me/mandates', name: t.title }]} here={t.one} />
      <div className="reading stack">
        <Whole id={id} />
      </div>
    </SignedIn>
  )
}

function Whole({ id }: { id: string }) {
  const t = useWords(mandateWords)
  const mandate = useQuery(mandateQuery(id))
  if (mandate.isError) return <PageTrouble error={mandate.error} onRetry={() => void mandate.refetch()} />
  if (!mandate.data) return <Skeleton />
  const { data } = mandate
  return (
    <>
      <PageTitle>{t.to(data.agent.name, data.principal.name)}</PageTitle>
      <Said tone={data.state === 'in-force' ? 'good' : data.state === 'asked' ? 'wait' : 'plain'}>
        <p>{t.states[data.state]}</p>
      </Said>
      <Terms mandate={data} />
      <Decide mandate={data} />
      {data.signed ? <Done id={id} /> : null}
    </>
  )
}

function Terms({ mandate }: { mandate: MandateView }) {
  const t = useWords(mandateWords)
  const format = useFormat()
  const { signed, ended } = mandate
  return (
    <Facts
      rows={[
        [t.whose, mandate.principal.name],
        [t.who, mandate.agent.name],
        [t.kind, t.kinds[mandate.kind]],
        [t.what, mandate.acts.map((act) => t.acts[act]).join(t.comma)],
        [t.items, mandate.items?.map(({ name }) => name).join(t.comma) ?? t.all],
        [t.when, t.period(format.instant(mandate.validFrom), format.instant(mandate.validTo))],
        [t.reason, mandate.reason],
        signed && [
          t.signed,
          t.signedBy(
            signed.by,
            format.instant(signed.at),
            signed.methods.map((each) => t.methods[each] ?? each).join(t.join),
          ),
        ],
        signed && [t.digest, <code key="digest">{signed.digest}</code>],
        ended && [t.ended, `${ended.by} ${format.instant(ended.at)}`],
      ]}
    />
  )
}

function Decide({ mandate }: { mandate: MandateView }) {
  const t = useWords(mandateWords)
  const { data: me } = useMe()
  const consent = useConsent(mandate.id)
  const end = useEndMandate(mandate.id)
  const [sure, setSure] = useState(false)
  const mine = mandate.agent.partyId === me?.actor.partyId
  if (mandate.may.length === 0) return null
  const asked = mandate.state === 'asked'
  const endWords = asked ? (mine ? t.withdraw : t.decline) : mine ? t.giveUp : t.end
  return (
    <>
      {levelNeeded(consent.error) ? (
        <StepUp error={consent.error} onDone={() => consent.mutate()} />
      ) : (
        <Refused error={consent.error ?? end.error} />
      )}
      {sure ? (
        <Said tone="wait" role="alert">
          <p>{t.sure}</p>
          <Acts>
            <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
              {t.surely}
            </Button>
            <Button look="quiet" onClick={() => setSure(false)}>
              {t.keep}
            </Button>
          </Acts>
        </Said>
      ) : (
        <Acts>
          {mandate.may.includes('consent') ? (
            <Button busy={consent.isPending} onClick={() => consent.mutate()}>
              {t.consent}
            </Button>
          ) : null}
          <Button
            look={asked ? 'quiet' : 'danger'}
            busy={end.isPending}
            onClick={() => (asked ? end.mutate() : setSure(true))}
          >
            {endWords}
          </Button>
        </Acts>
      )}
    </>
  )
}

function Done({ id }: { id: string }) {
  const t = useWords(mandateWords)
  const pick = usePick()
  const format = useFormat()
  const { data, error, refetch } = useQuery(actsQuery(id))
  return (
    <Section title={t.done}>
      {error ? <TroubleSaid error={error} onRetry={() => void refetch()} /> : null}
      {data ? data.length === 0 ? <p className="soft">{t.none}</p> : null : error ? null : <Skeleton blocks={1} />}
      <ul className="rows">
        {data?.map((act) => (
          <li key={`${act.caseId} ${act.at} ${act.name}`}>
            <Link to="/cases/$id" params={{ id: act.caseId }}>
              {pick(act.name, act.nameEn)}
              {t.comma}
              {act.itemName}
            </Link>
            <p className="soft">
              {format.instant(act.at)} {t.by(act.by)} {act.caseNo}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
