import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Channel, Receipt } from '@zhengtong/platform/support/evidence/contract.ts'
import { Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { PageTrouble } from '../../shell/page-trouble.tsx'
import { type Asked, channelsQuery, evidenceQuery } from './queries.ts'
import { evidenceWords } from './words.ts'

/** What the evidence base holds of what was asked, in the order it was anchored. */
export function EvidenceFound({ asked }: { asked: Asked }) {
  const t = useWords(evidenceWords)
  const query = useInfiniteQuery(evidenceQuery(asked))
  const channels = useQuery(channelsQuery)
  if (query.isPending) return <Skeleton blocks={2} />
  if (query.isError) return <PageTrouble error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0)
    return (
      <div className="section" role="status">
        <Said tone="wait">
          <h2>{t.none}</h2>
          <p>{t.noneText}</p>
        </Said>
      </div>
    )
  return (
    <Section title={asked.reference ? t.trailOf(asked.reference) : t.found(rows.length)} className="stack-8">
      <div role="status" className="stack-8">
        {rows.map((receipt) => (
          <Anchor
            key={receipt.statement.id}
            receipt={receipt}
            channel={channels.data?.items.find(({ key }) => key === receipt.statement.channel)}
            alone={!asked.reference}
          />
        ))}
      </div>
      {query.hasNextPage ? (
        <Button look="quiet" onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      ) : null}
    </Section>
  )
}

function Anchor(props: { receipt: Receipt; channel: Channel | undefined; alone: boolean }) {
  const t = useWords(evidenceWords)
  const format = useFormat()
  const { channel, receipt, alone } = props
  const { statement, proof } = receipt
  const { reference } = statement
  return (
    <div className="card">
      <Facts
        rows={[
          [t.at, format.instant(statement.at, true)],
          [t.channel, channel?.name ?? statement.channel],
          [t.step, channel?.steps.find(({ key }) => key === statement.step)?.name ?? statement.step],
          [t.by, statement.client.name],
          statement.signer ? [t.signer, statement.signer] : undefined,
          reference ? [t.reference, reference] : undefined,
          [t.proof, proof ? t.included(proof.position + 1, proof.size) : t.pending],
        ]}
      />
      <p>
        <a href={`/api/v1/evidence/anchors/${statement.id}/receipt`} download={`receipt-${statement.id}.json`}>
          {t.receipt}
        </a>
      </p>
      {reference && alone ? (
        <p>
          <Link to="/evidence" search={{ channel: statement.channel, reference }}>
            {t.trail}
          </Link>
        </p>
      ) : null}
    </div>
  )
}
