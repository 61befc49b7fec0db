import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useEffect, useRef } from 'react'
import { seeShowing } from '../features/credentials/in-hand-queries.ts'
import { inHandWords } from '../features/credentials/in-hand-words.ts'
import { ChecksMade, PublicFacts, resultOf, useNote, VerifiedHead } from '../features/verifications/result.tsx'
import { verifyWords } from '../features/verifications/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { PageTrouble } from '../shell/page-trouble.tsx'

const route = getRouteApi('/verify/shown/$code')

/** What the QR code of a showing opens. The look is taken by an act of the page, so that a preview of the address takes none. */
export function ShownPage() {
  const { code } = route.useParams()
  const t = useWords(inHandWords)
  const v = useWords(verifyWords)
  const note = useNote()
  const { mutate, data, error } = useMutation({ mutationFn: seeShowing })
  const asked = useRef<string>(undefined)
  useEffect(() => {
    // One look is all there is: a second run of the effect must not ask again.
    if (asked.current === code) return
    asked.current = code
    mutate(code)
  }, [code, mutate])
  if (error) return <PageTrouble error={error} />
  if (!data) return <Skeleton blocks={3} />
  return (
    <>
      <Crumbs here={t.seenTitle} />
      <VerifiedHead result={resultOf(data.verification)} note={note(data.verification)}>
        <PageTitle>{v[resultOf(data.verification)]}</PageTitle>
      </VerifiedHead>
      <p className="lead">{t.seenHolder(data.holder)}</p>
      <p className="soft">{t.seenNote}</p>
      <PublicFacts verification={data.verification} />
      <ChecksMade checks={data.verification.checks} />
    </>
  )
}
