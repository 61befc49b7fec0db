import { getRouteApi } from '@tanstack/react-router'
import { Columns, SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { EvidenceFound } from '../features/evidence/found.tsx'
import { Scenes } from '../features/evidence/scenes.tsx'
import { EvidenceSearch } from '../features/evidence/search.tsx'
import { evidenceWords } from '../features/evidence/words.ts'
import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const route = getRouteApi('/evidence')

/** Whether something was anchored, and when: by file, digest or reference, for anyone. */
export function EvidencePage() {
  const t = useWords(evidenceWords)
  const asked = route.useSearch()
  return (
    <>
      <Crumbs here={t.here} />
      <Columns
        aside={
          <SideBlock title={t.self}>
            <p>{t.selfText}</p>
            <p>
              <a href="/log/checkpoint">{t.checkpoint}</a>
            </p>
          </SideBlock>
        }
      >
        <PageTitle>{t.title}</PageTitle>
        <p>{t.intro}</p>
        <EvidenceSearch key={asked.digest ?? ''} digest={asked.digest} />
        {asked.digest || asked.reference ? <EvidenceFound asked={asked} /> : null}
        <Scenes />
      </Columns>
    </>
  )
}
