import { useQuery } from '@tanstack/react-query'
import type { Officer } from '@zhengtong/platform/support/identity/delegations/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { words as frame } from '../../frame/words.ts'
import type { FieldOwn } from '../../parts/field.tsx'
import { useMe } from '../../session.ts'
import { words } from './words.ts'

/**
 * A colleague by name, with the post and department that tell namesakes apart; those of one's own department come first.
 * `role` narrows to who holds such a post.
 */
export function ColleagueSelect(props: {
  own: FieldOwn
  role?: string | undefined
  without?: string | undefined
  value: string | undefined
  onChange: (accountId: string) => void
}) {
  const { own, role, without, value, onChange } = props
  const w = useWords(words)
  const roleWord = useWords(frame).role as Record<string, string>
  const officers = useQuery({
    queryKey: ['officers'],
    queryFn: ({ signal }) => request<{ items: Officer[] }>('/officers', { signal }),
  })
  const near = new Set(useMe().posts.map(({ departmentId }) => departmentId))
  const all = (officers.data?.items ?? []).flatMap(({ accountId, name, posts }) => {
    const post = posts.find((each) => (role ? each.role === role : each.role !== 'supervisor'))
    if (!post || accountId === without) return []
    const label = `${name} · ${roleWord[post.role] ?? post.role} · ${post.departmentName}`
    return [{ value: accountId, label, far: near.has(post.departmentId) ? 0 : 1 }]
  })
  const options = all.sort((one, other) => one.far - other.far).map(({ value, label }) => ({ value, label }))
  return (
    <Select
      {...own}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      loading={officers.isPending}
      notFoundContent={w.noColleague}
      value={value}
      options={options}
      onChange={onChange}
    />
  )
}
