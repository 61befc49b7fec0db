import { Link } from '@tanstack/react-router'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { PageTitle } from '../shell/page-title.tsx'
import { shellWords } from '../shell/words.ts'

export function NotFoundPage() {
  const t = useWords(shellWords)
  return (
    <div className="stack">
      <PageTitle>{t.lost}</PageTitle>
      <p>{t.lostText}</p>
      <Acts>
        <Link className="btn" to="/">
          {t.lostHome}
        </Link>
        <Link to="/items">{t.lostSearch}</Link>
      </Acts>
    </div>
  )
}
