import { Navigate } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { UserX } from 'lucide-react'
import { placesFor } from '../frame/navigation.ts'
import { words } from '../frame/words.ts'
import { Blank } from '../parts/blank.tsx'
import { useTitle } from '../parts/title.ts'
import { useMe } from '../session.ts'

/** The first page of a person's own work. */
export function HomePage() {
  const w = useWords(words)
  const me = useMe()
  useTitle(undefined)
  const [first] = placesFor(me)
  if (me.posts.length > 0 && first) return <Navigate to={first.to} replace />
  return (
    <Blank icon={UserX} title={w.home} whole>
      <p>{w.homeHelp}</p>
    </Blank>
  )
}
