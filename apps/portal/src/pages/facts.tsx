import { useQuery } from '@tanstack/react-query'
import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Said, Skeleton, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { FactForm } from '../features/facts/fact-form.tsx'
import { factsQuery } from '../features/facts/queries.ts'
import { factWords } from '../features/facts/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** 电子证明: what can be certified from data alone, and the certificate at once. */
export function FactsPage() {
  const t = useWords(factWords)
  return (
    <SignedIn>
      <Crumbs way={[]} here={t.title} />
      <div className="reading stack">
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <Offered />
      </div>
    </SignedIn>
  )
}

function Offered() {
  const t = useWords(factWords)
  const pick = usePick()
  const facts = useQuery(factsQuery)
  const [open, setOpen] = useState<string>()
  if (facts.isError) return <TroubleSaid error={facts.error} onRetry={() => void facts.refetch()} />
  if (!facts.data) return <Skeleton blocks={2} />
  if (facts.data.length === 0)
    return (
      <Said>
        <h2>{t.none}</h2>
        <p>{t.noneText}</p>
      </Said>
    )
  return facts.data.map((fact) => (
    <Section key={fact.key} title={pick(fact.name, fact.nameEn)}>
      <p>{pick(fact.about, fact.aboutEn)}</p>
      <p className="soft">{t.from(fact.department, fact.source)}</p>
      {open === fact.key ? (
        <FactForm of={fact} />
      ) : (
        <Acts>
          <Button
            look="quiet"
            onClick={() => setOpen(fact.key)}
            aria-label={`${t.open}：${pick(fact.name, fact.nameEn)}`}
          >
            {t.open}
          </Button>
        </Acts>
      )}
    </Section>
  ))
}
