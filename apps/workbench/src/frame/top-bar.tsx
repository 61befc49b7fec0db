import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Dropdown } from 'antd'
import { Search } from 'lucide-react'
import { Icon } from '../parts/icon.tsx'
import { Places } from './places.tsx'
import { words } from './words.ts'

export function TopBar({ me, onFind }: { me: ActorView; onFind: () => void }) {
  const w = useWords(words)
  return (
    <header className="top">
      <Link to="/" className="brand">
        <i aria-hidden="true">政</i>
        {w.product} <span>{w.city}</span>
      </Link>
      <Places me={me} />
      <button type="button" className="find" onClick={onFind}>
        <Icon of={Search} />
        <span>{w.find}</span>
        <kbd>⌘K</kbd>
      </button>
      <Me me={me} />
    </header>
  )
}

function Me({ me }: { me: ActorView }) {
  const w = useWords(words)
  const { language, setLanguage } = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => request('/sessions/current', { method: 'DELETE' }),
    onSettled: async () => {
      // First, so that what the next page asks is not swept away with what this person read.
      queries.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  const [post] = me.posts
  const unit = post ? `${post.departmentName} · ${w.role[post.role]}` : w.noPost
  const items = [
    ...me.posts.map(({ id, departmentName, role }) => ({
      key: id,
      disabled: true,
      label: `${departmentName} · ${w.role[role]}`,
    })),
    { type: 'divider' as const },
    { key: 'language', label: language === 'zh' ? w.english : w.chinese },
    { key: 'leave', label: w.signOut },
  ]
  const onClick = ({ key }: { key: string }) => {
    if (key === 'language') setLanguage(language === 'zh' ? 'en' : 'zh')
    if (key === 'leave') leave.mutate()
  }
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={{ items, onClick }}>
      <button type="button" className="me">
        <i aria-hidden="true">{me.name.slice(0, 1)}</i>
        <span className="who">{me.name}</span>
        <span className="soft post">{unit}</span>
      </button>
    </Dropdown>
  )
}
