import { Link } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { SearchX } from 'lucide-react'
import { words } from '../frame/words.ts'
import { Blank } from '../parts/blank.tsx'
import { useTitle } from '../parts/title.ts'
import { words as parts } from '../parts/words.ts'

export function NotFound() {
  const w = useWords(words)
  const p = useWords(parts)
  useTitle(w.notFound)
  return (
    <Blank icon={SearchX} title={w.notFound} whole>
      <p>{w.notFoundHelp}</p>
      <div className="line-row">
        <Link to="/">{p.back}</Link>
      </div>
    </Blank>
  )
}
