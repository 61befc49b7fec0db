import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { request } from '@zhengtong/ui/api/request.ts'
import { Skeleton } from '@zhengtong/ui/components/states.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Refused } from '../features/account/refused.tsx'
import { PageTitle } from '../shell/page-title.tsx'

const words = defineWords(
  {
    title: '核验页面走完了',
    text: '请关掉这个窗口，回到原来的页面，点“核验好了”接着办。您填过的内容都在那里。',
    notTaken: '这次核验没有采用',
    none: '这个页面由核验服务打开，直接打开没有内容。请从您要办的事情开始。',
  },
  {
    title: 'The check is over',
    text: 'Close this window, go back to the page you came from and choose “I have done it”. What you entered is kept there.',
    notTaken: 'The check was not taken',
    none: 'The service that checks people opens this page; by itself it is empty. Begin with what you want to do.',
  },
)

const route = getRouteApi('/person-check')

/** Where the provider of a check sends people back to: only in the browser that began the check does it count. */
export function PersonCheckPage() {
  const t = useWords(words)
  const { returned } = route.useSearch()
  const back = useQuery({
    queryKey: ['person-check-return', returned],
    queryFn: async () => {
      await request('/person-check-returns', { method: 'POST', body: { returned } })
      return true
    },
    enabled: returned !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className="reading">
      <PageTitle>{back.isError || !returned ? t.notTaken : t.title}</PageTitle>
      {returned ? null : <p>{t.none}</p>}
      {returned && back.isPending ? <Skeleton /> : null}
      <Refused error={back.error} />
      {back.isSuccess ? <p role="status">{t.text}</p> : null}
    </div>
  )
}
