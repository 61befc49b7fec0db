import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Dropdown } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { placesFor } from './navigation.ts'
import { words } from './words.ts'

/** The pages of a person in one line. When the line is too short it fades out, and a menu beside it has them all. */
export function Places({ me }: { me: ActorView }) {
  const w = useWords(words)
  const places = placesFor(me)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const line = useRef<HTMLElement>(null)
  const [isCut, setIsCut] = useState(false)
  useEffect(() => {
    const element = line.current
    if (!element) return
    const watch = new ResizeObserver(() => setIsCut(element.scrollWidth > element.clientWidth + 1))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever comes to another page sees it named
  useEffect(() => {
    line.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname, isCut])
  const items = places.map(({ key }) => ({ key, label: w[key] }))
  const go = (chosen: string) => {
    const place = places.find(({ key }) => key === chosen)
    if (place) void navigate({ to: place.to })
  }
  return (
    <>
      <nav ref={line} className={isCut ? 'nav nav--cut' : 'nav'} aria-label={w.nav}>
        {places.map(({ key, to }) => (
          <Link key={key} to={to} activeProps={{ 'aria-current': 'page' }}>
            {w[key]}
          </Link>
        ))}
      </nav>
      {isCut && (
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => go(key) }}>
          <button type="button" className="all-places" aria-haspopup="menu">
            {w.allPlaces}
            <Icon of={ChevronDown} />
          </button>
        </Dropdown>
      )}
    </>
  )
}
