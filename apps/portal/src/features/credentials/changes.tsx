import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChangeOffer } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { applicationsQuery, startApplication } from '../applications/queries.ts'

const words = defineWords(
  {
    title: '变更和补发',
    carried: '原来填过的都带过来，只问变了的。编号和期限不变，新证发出时原证失效。',
    act: (name: string) => `申请${name}`,
  },
  {
    title: 'Change or reissue',
    carried:
      'What you told us before is carried over. Number and days stay; the old licence ends when the new one is issued.',
    act: (name: string) => `Ask for: ${name}`,
  },
)

/** 变更、补发 of the licence shown: what may be asked, and the way in. Nothing where its item offers none. */
export function Changes({ id }: { id: string }) {
  const t = useWords(words)
  const pick = usePick()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data, isError, error, refetch } = useQuery({
    queryKey: ['licence-changes'],
    queryFn: async ({ signal }) => (await request<{ items: ChangeOffer[] }>('/licence-changes', { signal })).items,
  })
  const start = useMutation({
    mutationFn: ({ itemId, key }: ChangeOffer) => startApplication({ itemId, renews: id, change: key }),
    onSuccess: (made) => {
      void queries.invalidateQueries(applicationsQuery)
      void navigate({ to: '/apply/$id', params: { id: made.id } })
    },
  })
  if (isError) return <TroubleSaid error={error} onRetry={() => void refetch()} />
  const offers = data?.filter((each) => each.id === id) ?? []
  if (offers.length === 0) return null
  return (
    <Section title={t.title} className="stack-8">
      <p className="soft">{t.carried}</p>
      <ul className="rows">
        {offers.map((offer) => (
          <li key={offer.key} className="stack-8">
            <p>{pick(offer.help ?? offer.name, offer.helpEn ?? offer.nameEn)}</p>
            <Acts>
              <Button
                look="quiet"
                onClick={() => start.mutate(offer)}
                busy={start.isPending && start.variables.key === offer.key}
              >
                {t.act(pick(offer.name, offer.nameEn))}
              </Button>
            </Acts>
          </li>
        ))}
      </ul>
      {start.isError ? <TroubleSaid error={start.error} /> : null}
    </Section>
  )
}
