import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Abnormal } from '../features/supervision/abnormal.tsx'
import { SupervisionNotices } from '../features/supervision/notices.tsx'
import { words } from '../features/supervision/words.ts'
import { useTitle } from '../parts/title.ts'
import { holdsAny, useMe } from '../session.ts'

/** 督办: who watches over offices sees what is abnormal; the offices answer the notices about it. */
export function SupervisionPage() {
  const w = useWords(words)
  const { show } = useSearch({ from: '/work/supervision' })
  const navigate = useNavigate()
  const watches = holdsAny(useMe(), ['supervisor'])
  const notices = !watches || show === 'notices'
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <p className="pad soft">{w.help}</p>
      {watches && (
        <nav className="tabs" aria-label={w.title}>
          <button
            type="button"
            aria-pressed={!notices}
            onClick={() => void navigate({ to: '/supervision', search: {} })}
          >
            {w.abnormal}
          </button>
          <button
            type="button"
            aria-pressed={notices}
            onClick={() => void navigate({ to: '/supervision', search: { show: 'notices' } })}
          >
            {w.notices}
          </button>
        </nav>
      )}
      {notices ? <SupervisionNotices /> : <Abnormal />}
    </>
  )
}
