import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Access, ProgramPage } from '@zhengtong/platform/support/capabilities/contract.ts'
import { Bar, StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Calls, Failures } from '../features/developers/calls.tsx'
import { SigningKeys, TokenSecret } from '../features/developers/keys.tsx'
import { programQuery, useCloseProgram } from '../features/developers/program-queries.ts'
import { programWords } from '../features/developers/program-words.ts'
import { capabilitiesQuery } from '../features/developers/queries.ts'
import { Refused } from '../features/developers/refused.tsx'
import { SureButton } from '../features/developers/sure.tsx'
import { accessItem } from '../features/developers/ways.ts'
import { developerWords } from '../features/developers/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import '../features/developers/developers.css'

const route = getRouteApi('/developers/programs/$id')

/** One program of mine: quotas, keys, what came of its calls. */
export function ProgramShownPage() {
  return (
    <SignedIn>
      <Loaded />
    </SignedIn>
  )
}

function Loaded() {
  const { id } = route.useParams()
  const query = useQuery(programQuery(id))
  if (query.isPending) return <Skeleton />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  return <Shown program={query.data} />
}

function Shown({ program }: { program: ProgramPage }) {
  const t = useWords(programWords)
  const { title } = useWords(developerWords)
  const format = useFormat()
  const close = useCloseProgram(program.id)
  const { id, name, purpose, stage, party, createdAt, closedAt } = program
  const way = [
    { to: '/developers', name: title },
    { to: '/developers/programs', name: t.title },
  ] as const
  return (
    <>
      <Crumbs way={[...way]} here={name} />
      <PageTitle>{name}</PageTitle>
      <p className="row row--wrap">
        <StateMark tone={closedAt ? 'soft' : 'good'}>{closedAt ? t.closed : t.inUse}</StateMark>
        <span>{t.stage[stage]}</span>
      </p>
      <div className="reading section section--tight">
        <Facts
          rows={[
            [t.purposeRow, purpose],
            [t.party, party],
            [t.id, <code key="id">{id}</code>],
            [t.created, format.day(createdAt)],
          ]}
        />
        <Accesses program={program} />
        <SigningKeys program={program} />
        <TokenSecret program={program} />
        <p className="section--tight">
          <Link to="/developers/signing">{t.signing}</Link>
        </p>
      </div>
      <Calls programId={id} />
      <Failures programId={id} />
      {closedAt ? null : (
        <div className="section stack-8">
          <Refused error={close.error} />
          <SureButton
            title={t.closeTitle(name)}
            text={t.closeText}
            confirm={t.confirm}
            busy={close.isPending}
            onSure={() => close.mutate(undefined)}
          >
            {t.close}
          </SureButton>
        </div>
      )}
    </>
  )
}

function Accesses({ program }: { program: ProgramPage }) {
  const t = useWords(programWords)
  return (
    <Section title={t.accesses} className="stack-8">
      <ul className="rows">
        {program.accesses.map((access) => (
          <AccessRow key={access.capability} access={access} />
        ))}
      </ul>
      {program.stage === 'live' && !program.closedAt ? (
        <p>
          {t.more}{' '}
          <Link to="/items" search={accessItem}>
            {t.live}
          </Link>
        </p>
      ) : null}
    </Section>
  )
}

function AccessRow({ access }: { access: Access }) {
  const t = useWords(programWords)
  const pick = usePick()
  const format = useFormat()
  const { data: list } = useQuery(capabilitiesQuery)
  const { capability, name, perDay, perSecond, operations, until, caseNo, stopped, today } = access
  const used = today / perDay
  const more = [
    t.quota(perDay, perSecond),
    until ? t.until(format.day(until)) : '',
    operations ? t.only(operations.join(', ')) : '',
    caseNo ? t.byCase(caseNo) : '',
  ]
  return (
    <li className="stack-8">
      <h3>
        <Link to="/developers/capabilities/$key" params={{ key: capability }}>
          {pick(name, list?.find(({ key }) => key === capability)?.nameEn)}
        </Link>
      </h3>
      {stopped ? <StateMark tone="danger">{t.stopped(stopped.reason)}</StateMark> : null}
      <Bar share={used} {...(used >= 1 ? { tone: 'danger' } : used >= 0.8 ? { tone: 'wait' } : {})} />
      <p>{t.today(today, perDay)}</p>
      <p className="soft">{more.filter(Boolean).join(' · ')}</p>
    </li>
  )
}
