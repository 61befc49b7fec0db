import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { troubleOf } from '@zhengtong/ui/api/problem.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Columns, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CodeForm } from '../features/verifications/code-form.tsx'
import { verificationQuery } from '../features/verifications/queries.ts'
import { ChecksMade, PublicFacts, resultOf, useNote, VerifiedHead } from '../features/verifications/result.tsx'
import { VerifyAside } from '../features/verifications/verify-aside.tsx'
import { verifyWords } from '../features/verifications/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const route = getRouteApi('/verify/$code')

/** What the QR code of a credential opens. */
export function VerifyResultPage() {
  const { code } = route.useParams()
  const t = useWords(verifyWords)
  const note = useNote()
  const query = useQuery(verificationQuery(code))
  const unknown = query.isError && ['missing', 'invalid'].includes(troubleOf(query.error))
  return (
    <>
      <Crumbs here={t.here} />
      <Columns aside={<VerifyAside result={query.isSuccess} />}>
        {query.isPending ? <Skeleton blocks={3} /> : null}
        {query.isError ? (
          <PageTrouble
            error={query.error}
            title={unknown ? t.unknown : undefined}
            onRetry={() => void query.refetch()}
          />
        ) : null}
        {query.isSuccess ? (
          <>
            <VerifiedHead result={resultOf(query.data)} note={note(query.data)}>
              <PageTitle>{t[resultOf(query.data)]}</PageTitle>
            </VerifiedHead>
            <PublicFacts verification={query.data} />
            <ChecksMade checks={query.data.checks} />
          </>
        ) : null}
        <Section title={t.again}>
          <CodeForm key={code} />
        </Section>
      </Columns>
    </>
  )
}
