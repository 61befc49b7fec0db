import { useMutation, useQuery } from '@tanstack/react-query'
import type { BenefitCode, BenefitUse, ScoreView } from '@zhengtong/platform/support/credit/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { QrCode } from '../credentials/qr.tsx'

const words = defineWords(
  {
    use: '去享受',
    again: '换一个新码',
    shown: (time: string) => `请合作单位扫码。${time}前有效，只能用一次。`,
    only: '对方只看到您能不能享受这一项，看不到等级、分数和信用信息。',
    code: '扫不了就报这个码',
    image: (name: string) => `${name}的资格码`,
    uses: '我用过的信易+',
    due: '能享受',
    notDue: '不能享受',
    outcome: { used: '已享受', 'not-used': '没有用' },
    open: '等合作单位反馈',
  },
  {
    use: 'Use it',
    again: 'A new code',
    shown: (time: string) => `Let the partner scan it. Good until ${time}, once.`,
    only: 'They only learn whether this benefit is yours: no grade, no points, no facts.',
    code: 'Cannot be scanned? Say this code',
    image: (name: string) => `Code for ${name}`,
    uses: 'Where my credit was used',
    due: 'due',
    notDue: 'not due',
    outcome: { used: 'used', 'not-used': 'not used' },
    open: 'the partner has not reported yet',
  },
)

/** One benefit, and on demand the code that lets a partner ask about it. */
export function Benefit({ benefit, partyId }: { benefit: ScoreView['benefits'][number]; partyId: string | undefined }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const name = pick(benefit.name, benefit.nameEn)
  const show = useMutation({
    mutationFn: () =>
      request<BenefitCode>('/me/credit/benefit-codes', {
        method: 'POST',
        body: { benefit: benefit.key, ...(partyId ? { partyId } : {}) },
      }),
  })
  return (
    <li className="stack-8">
      <p>
        {name} <span className="soft">{benefit.basis}</span>{' '}
        <LinkButton disabled={show.isPending} onClick={() => show.mutate()}>
          {show.data ? t.again : t.use}
          <span className="unseen"> {name}</span>
        </LinkButton>
      </p>
      {show.isError ? <TroubleSaid error={show.error} /> : null}
      {show.data ? (
        <div role="status" className="stack-8">
          <QrCode qr={show.data.qr} label={t.image(name)} />
          <p>{t.shown(format.time(show.data.expiresAt))}</p>
          <p className="soft">
            {t.code}：<code>{show.data.code}</code>
          </p>
          <p className="soft">{t.only}</p>
        </div>
      ) : null}
    </li>
  )
}

/** Where benefits were asked about, and what came of it. */
export function BenefitUses({ partyId }: { partyId: string | undefined }) {
  const t = useWords(words)
  const pick = usePick()
  const format = useFormat()
  const query = useQuery({
    queryKey: ['credit', 'benefit-uses', partyId],
    queryFn: async ({ signal }) =>
      (
        await request<{ items: BenefitUse[] }>('/me/credit/benefit-uses', {
          query: { partyId, limit: 20 },
          signal,
        })
      ).items,
  })
  if (query.isPending) return <Skeleton blocks={1} />
  if (query.isError) return <TroubleSaid error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) return null
  return (
    <Section title={t.uses}>
      <ul className="rows">
        {query.data.map((row) => (
          <li key={row.id} className="stack-8">
            <p>
              {pick(row.name, row.nameEn)} · {row.partner} ·{' '}
              {row.outcome ? t.outcome[row.outcome] : row.due ? t.due : t.notDue}
            </p>
            <p className="soft">
              <time dateTime={row.at}>{format.instant(row.at)}</time>
              {row.note ? ` · ${row.note}` : ''}
              {row.due && !row.outcome ? ` · ${t.open}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
