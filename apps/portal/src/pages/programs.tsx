import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { OpenTrial } from '../features/developers/open-trial.tsx'
import { programsQuery } from '../features/developers/program-queries.ts'
import { programWords } from '../features/developers/program-words.ts'
import { accessItem } from '../features/developers/ways.ts'
import { developerWords } from '../features/developers/words.ts'
import { useDemoSignIns } from '../features/sessions/queries.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import '../features/developers/developers.css'

/** Programs of mine and of those I act for; a new one for trial, or by an application. */
export function ProgramsPage() {
  const t = useWords(programWords)
  const { title } = useWords(developerWords)
  return (
    <SignedIn>
      <Crumbs way={[{ to: '/developers', name: title }]} here={t.title} />
      <div className="reading">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <p>
          <Link to="/developers/signing">{t.signing}</Link>
        </p>
        <Listed />
        <Section title={t.live} className="stack-8">
          <p>{t.liveHelp}</p>
          <p>
            <Link to="/items" search={accessItem}>
              {t.live}
            </Link>
          </p>
        </Section>
        <Trial />
      </div>
    </SignedIn>
  )
}

function Listed() {
  const t = useWords(programWords)
  const format = useFormat()
  const query = useQuery(programsQuery)
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0)
    return (
      <div className="section section--tight">
        <Said>{t.none}</Said>
      </div>
    )
  return (
    <ul className="rows section section--tight">
      {query.data.map((program) => (
        <li key={program.id}>
          <h2>
            <Link to="/developers/programs/$id" params={{ id: program.id }}>
              {program.name}
            </Link>
          </h2>
          <p className="row row--wrap">
            <StateMark tone={program.closedAt ? 'soft' : 'good'}>{program.closedAt ? t.closed : t.inUse}</StateMark>
            <span>{t.stage[program.stage]}</span>
            <span className="soft">{t.of(program.party, format.day(program.createdAt))}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Where everybody is invented, a trial may be opened at once. */
function Trial() {
  const t = useWords(programWords)
  const demo = useDemoSignIns()
  if (demo.isPending) return null
  if (demo.data?.length) return <OpenTrial />
  return (
    <Section title={t.openTrial}>
      <p>{t.liveOnly}</p>
    </Section>
  )
}
