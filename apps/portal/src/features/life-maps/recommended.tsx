import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Recommendation } from '@zhengtong/platform/nets/service/life-maps/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useId } from 'react'
import { recommendationsQuery } from './queries.ts'
import './recommended.css'

const words = defineWords(
  {
    title: '接下来可能要办',
    why: '为什么推荐给我',
    because: (holder: string, credential: string) => `${holder}持有“${credential}”。`,
    only: '只看了您名下和您代办的证照种类，没有看别的资料。',
    dismiss: '不再推荐',
    dismissed: '好的，不再推荐这一项。',
  },
  {
    title: 'What may come next',
    why: 'Why this is shown to me',
    because: (holder: string, credential: string) => `${holder} holds “${credential}”.`,
    only: 'Only the kinds of credentials of yours and of those you act for were looked at, nothing else.',
    dismiss: 'Do not show this again',
    dismissed: 'It will not be shown again.',
  },
)
const SHOWN = 3

/** What follows from what one holds, each with its reason and a way to be rid of it. */
export function Recommended() {
  const t = useWords(words)
  const { data } = useQuery(recommendationsQuery)
  const client = useQueryClient()
  const dismiss = useMutation({
    mutationFn: ({ itemId, partyId }: Recommendation) =>
      request('/recommendations/dismissals', { method: 'POST', body: { itemId, partyId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: recommendationsQuery.queryKey }),
  })
  return (
    <>
      <p className="unseen" role="status">
        {dismiss.isSuccess ? t.dismissed : ''}
      </p>
      {data && data.length > 0 ? (
        <Section title={t.title}>
          <ul className="recommended">
            {data.slice(0, SHOWN).map((each) => (
              <Row
                key={`${each.partyId} ${each.itemId}`}
                row={each}
                busy={dismiss.isPending && dismiss.variables === each}
                onDismiss={() => dismiss.mutate(each)}
              />
            ))}
          </ul>
          {dismiss.isError ? <TroubleSaid error={dismiss.error} /> : null}
        </Section>
      ) : null}
    </>
  )
}

function Row({ row, busy, onDismiss }: { row: Recommendation; busy: boolean; onDismiss: () => void }) {
  const t = useWords(words)
  const pick = usePick()
  const name = useId()
  return (
    <li>
      <Link id={name} to="/items/$id" params={{ id: row.itemId }}>
        {pick(row.name, row.nameEn)}
      </Link>
      <p className="soft">{pick(row.reason, row.reasonEn)}</p>
      <details>
        <summary>{t.why}</summary>
        <p className="soft">
          {t.because(row.holder, pick(row.credential, row.credentialEn))}
          {t.only}
        </p>
      </details>
      <LinkButton disabled={busy} aria-describedby={name} onClick={onDismiss}>
        {t.dismiss}
      </LinkButton>
    </li>
  )
}
