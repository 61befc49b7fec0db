import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DemoSignIn } from '@zhengtong/platform/support/identity/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { DemoChooser } from '../features/session/demo-chooser.tsx'
import { SignInForm } from '../features/session/sign-in-form.tsx'
import { words } from '../features/session/words.ts'
import { useTitle } from '../parts/title.ts'

export function SignInPage() {
  const w = useWords(words)
  const navigate = useNavigate()
  const { to } = useSearch({ from: '/sign-in' })
  useTitle(w.title)
  // Only the demo has this door; anywhere else the answer is a refusal and nothing is shown.
  const demo = useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: ({ signal }) => request<{ items: DemoSignIn[] }>('/demo/sign-ins', { signal }),
    retry: false,
  })
  const officials = demo.data?.items.filter(({ kind }) => kind === 'official') ?? []
  // Only an address of ours is followed: no other site may use our sign-in as its door.
  const goOn = () => navigate({ href: to?.startsWith('/') && !to.startsWith('//') ? to : '/', replace: true })
  // The form does not move aside under the hand of whoever is faster than the list of demo sign-ins.
  if (demo.isPending) return <main className="sign-in" aria-busy="true" />
  return (
    <main className={`sign-in${officials.length > 0 ? ' sign-in--two' : ''}`}>
      <SignInForm onDone={goOn} />
      {officials.length > 0 && <DemoChooser people={officials} onDone={goOn} />}
    </main>
  )
}
