import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { describedBy, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useCallback, useState } from 'react'
import { documentQuery, signDocument, signedQuery } from '../features/signings/queries.ts'
import { SignedCard } from '../features/signings/signed.tsx'
import { StepUp } from '../features/signings/step-up.tsx'
import { WholeDocument } from '../features/signings/whole-document.tsx'
import { signingWords } from '../features/signings/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

const route = getRouteApi('/sign/$id')

/** Shows a paper whole and puts one's own signature behind its seal. */
export function SignPage() {
  const t = useWords(signingWords)
  const { id } = route.useParams()
  return (
    <SignedIn>
      <Crumbs here={t.here} />
      <PageTitle>{t.title}</PageTitle>
      <Sign key={id} credentialId={id} />
      <Earlier />
    </SignedIn>
  )
}

function Sign({ credentialId }: { credentialId: string }) {
  const t = useWords(signingWords)
  const queries = useQueryClient()
  const document = useQuery(documentQuery(credentialId))
  const [pages, setPages] = useState<number>()
  const [broken, setBroken] = useState(false)
  const [reason, setReason] = useState(t.reasonDefault)
  const [error, setError] = useState<string>()
  const fail = useCallback(() => setBroken(true), [])
  const sign = useMutation({
    mutationFn: () => signDocument({ credentialId, reason: reason.trim(), pages: pages! }),
    onSuccess: () => queries.invalidateQueries({ queryKey: signedQuery.queryKey }),
  })
  if (sign.isSuccess)
    return (
      <div role="status">
        <Said tone="good">
          <h2>{t.done}</h2>
          <p>{t.doneText}</p>
        </Said>
        <SignedCard signing={sign.data} />
      </div>
    )
  if (document.isPending) return <Skeleton blocks={2} />
  if (document.isError) return <TroubleSaid error={document.error} onRetry={() => void document.refetch()} />
  if (broken)
    return (
      <Said tone="danger" role="alert">
        <p>{t.failed}</p>
      </Said>
    )
  if (!globalThis.crypto.subtle)
    return (
      <Said tone="wait">
        <p>{t.cannotSign}</p>
      </Said>
    )
  const needsMore = sign.error instanceof ApiProblem && sign.error.code === 'identity.level-needed' ? sign.error : null
  const frame = { id: 'signing-reason', ...(error ? { error } : {}) }
  const press = () => {
    const fault = pages === undefined ? t.needRead : reason.trim().length < 2 ? t.needReason : undefined
    setError(fault)
    if (!fault) sign.mutate()
  }
  return (
    <>
      <p>{t.intro}</p>
      <WholeDocument bytes={document.data} onRead={setPages} onFail={fail} />
      <p role="status">{pages === undefined ? t.readOn : t.readAll(pages)}</p>
      {needsMore ? (
        <StepUp problem={needsMore} onDone={() => sign.mutate()} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            press()
          }}
        >
          {sign.isError ? <TroubleSaid error={sign.error} /> : null}
          <FieldFrame {...frame} frame="label" label={t.reason} help={t.reasonHelp}>
            <input
              className="input"
              id={frame.id}
              maxLength={100}
              value={reason}
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy({ ...frame, help: t.reasonHelp })}
              onChange={({ target }) => setReason(target.value)}
            />
          </FieldFrame>
          <Acts>
            <Button type="submit" busy={sign.isPending}>
              {t.sign}
            </Button>
          </Acts>
          <p className="soft">{t.effect}</p>
        </form>
      )}
    </>
  )
}

function Earlier() {
  const t = useWords(signingWords)
  const { data } = useQuery(signedQuery)
  if (!data) return null
  return (
    <Section title={t.mine} className="stack-8">
      {data.length === 0 ? <p className="soft">{t.none}</p> : null}
      {data.map((signing) => (
        <SignedCard key={signing.id} signing={signing} />
      ))}
    </Section>
  )
}
