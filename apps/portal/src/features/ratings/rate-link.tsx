import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ratingQuery } from './queries.ts'
import { ratingWords } from './words.ts'

/** Beside a closed case: rate it, or see what was said. */
export function RateLink({ caseId, closed }: { caseId: string; closed: boolean }) {
  const t = useWords(ratingWords)
  const { data } = useQuery({ ...ratingQuery(caseId), enabled: closed })
  if (!closed || !data || !(data.mayRate || data.rating)) return null
  return (
    <SideBlock title={t.how}>
      <p>
        <Link to="/rate/$caseId" params={{ caseId }}>
          {data.rating ? t.rated : t.rate}
        </Link>
      </p>
    </SideBlock>
  )
}
