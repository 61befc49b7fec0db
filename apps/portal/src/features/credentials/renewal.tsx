import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { RenewalOffer } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { applicationsQuery, startApplication } from '../applications/queries.ts'

const words = defineWords(
  {
    title: '延续',
    until: (day: string) => `这张证有效期到${day}。`,
    early: (day: string) => `${day}起可以申请延续。`,
    open: (day: string) => `要接着用，请在${day}以前申请延续。原来填过的都带过来。`,
    silence: (day: string) => `按时申请的，到${day}没有作出决定，视为准予延续。`,
    late: '已经过了应当提出延续的日子，仍然可以申请；但到期没有准予的，到期以后不能继续使用。',
    act: '申请延续',
  },
  {
    title: 'Renewal',
    until: (day: string) => `It is valid until ${day}.`,
    early: (day: string) => `You can ask for its renewal from ${day}.`,
    open: (day: string) => `To keep it, ask for its renewal by ${day}. What you told us before is carried over.`,
    silence: (day: string) => `If you ask in time and nobody has decided by ${day}, it counts as renewed.`,
    late: 'The day to ask for its renewal has passed. You can still ask, but unless it is granted first it ends on its last day.',
    act: 'Ask for its renewal',
  },
)

/** 延续 of the licence shown: when to ask, what silence means, and the way in. Nothing where it cannot be renewed. */
export function Renewal({ id }: { id: string }) {
  const { data, isError, error, refetch } = useQuery({
    queryKey: ['renewals'],
    queryFn: async ({ signal }) => (await request<{ items: RenewalOffer[] }>('/renewals', { signal })).items,
  })
  if (isError) return <TroubleSaid error={error} onRetry={() => void refetch()} />
  const offer = data?.find((each) => each.id === id)
  return offer && offer.state !== 'over' ? <Offered offer={offer} /> : null
}

function Offered({ offer }: { offer: RenewalOffer }) {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { state, opensOn, askBy, lastDay, silence } = offer
  const start = useMutation({
    mutationFn: () => startApplication({ itemId: offer.itemId, renews: offer.id }),
    onSuccess: (made) => {
      void queries.invalidateQueries(applicationsQuery)
      void navigate({ to: '/apply/$id', params: { id: made.id } })
    },
  })
  return (
    <Section title={t.title}>
      <p>
        {t.until(format.day(lastDay))}
        {state === 'early' && opensOn ? t.early(format.day(opensOn)) : null}
        {state === 'open' ? t.open(format.day(askBy)) : null}
      </p>
      {state === 'open' && silence === 'renewed' ? <p className="soft">{t.silence(format.day(lastDay))}</p> : null}
      {state === 'late' ? <Said tone="wait">{t.late}</Said> : null}
      {start.isError ? <TroubleSaid error={start.error} /> : null}
      {state === 'early' ? null : (
        <Acts>
          <Button onClick={() => start.mutate()} busy={start.isPending}>
            {t.act}
          </Button>
        </Acts>
      )}
    </Section>
  )
}
