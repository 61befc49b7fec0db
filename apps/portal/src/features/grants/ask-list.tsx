import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Ask } from '@zhengtong/platform/support/showings/contract.ts'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { answerAsk, asksQuery, grantsQuery } from './queries.ts'
import { grantWords } from './words.ts'

/** What offices ask of me: who, for what, which items; nothing is given before I agree. */
export function AskList({ asks }: { asks: Ask[] }) {
  const t = useWords(grantWords)
  const client = useQueryClient()
  const answer = useMutation({
    mutationFn: answerAsk,
    onSettled: () =>
      Promise.all([asksQuery, grantsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey }))),
  })
  if (asks.length === 0) return null
  return (
    <Section title={t.asked}>
      {answer.isError ? <TroubleSaid error={answer.error} /> : null}
      <ul className="rows">
        {asks.map((ask) => (
          <li key={ask.id} className="stack">
            <h3>{t.asks(ask.department, ask.credential)}</h3>
            <p>{t.why(ask.purpose)}</p>
            <p>{t.what(ask.fieldNames.join('、'))}</p>
            <p className="soft">{t.howLong(ask.days, ask.maxUses)}</p>
            <Acts>
              <Button onClick={() => answer.mutate({ id: ask.id, agree: true })} busy={answer.isPending}>
                {t.agree}
              </Button>
              <Button look="quiet" onClick={() => answer.mutate({ id: ask.id, agree: false })} busy={answer.isPending}>
                {t.decline}
              </Button>
            </Acts>
          </li>
        ))}
      </ul>
    </Section>
  )
}
