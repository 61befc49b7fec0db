import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Grant } from '@zhengtong/platform/support/showings/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { grantsQuery, takeBack, usesQuery } from './queries.ts'
import { grantWords } from './words.ts'

/** One grant: to whom, for what, what of it is left, who used it; and the button that takes it back. */
export function GrantRow({ grant }: { grant: Grant }) {
  const t = useWords(grantWords)
  const format = useFormat()
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => takeBack(grant.id),
    onSuccess: () => client.invalidateQueries({ queryKey: grantsQuery.queryKey }),
  })
  return (
    <li className="stack">
      <h3>
        {grant.credential} · {t.to(grant.department)}
      </h3>
      <p>
        <strong>{t.state[grant.state]}</strong> · {t.until(format.instant(grant.validTo))} ·{' '}
        {t.used(grant.uses, grant.maxUses)}
      </p>
      <p>{t.why(grant.purpose)}</p>
      <p>{t.what(grant.fieldNames.join('、'))}</p>
      <p className="soft">
        {t.code} <code>{grant.id}</code>
      </p>
      {grant.uses > 0 ? <Uses id={grant.id} count={grant.uses} /> : <p className="soft">{t.noUses}</p>}
      {revoke.isError ? <TroubleSaid error={revoke.error} /> : null}
      {grant.state === 'open' ? (
        <Acts>
          <Button look="quiet" onClick={() => revoke.mutate()} busy={revoke.isPending}>
            {t.revoke}
          </Button>
        </Acts>
      ) : null}
    </li>
  )
}

function Uses({ id, count }: { id: string; count: number }) {
  const t = useWords(grantWords)
  const format = useFormat()
  const uses = useQuery(usesQuery(id, count))
  if (uses.isError) return <TroubleSaid error={uses.error} onRetry={() => void uses.refetch()} />
  if (!uses.data) return <Skeleton blocks={1} />
  return (
    <div>
      <h4>{t.uses}</h4>
      <ul>
        {uses.data.map((use) => (
          <li key={use.id}>
            {t.use(use.official, use.cause)} <span className="soft">{format.instant(use.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
