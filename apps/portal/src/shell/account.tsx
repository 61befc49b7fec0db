import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleUserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { leaveNothing, useMe, useSignOut } from '../features/sessions/queries.ts'
import { shellWords } from './words.ts'

/** Who is signed in, and what concerns them alone. */
export function Account({ name }: { name: string }) {
  const t = useWords(shellWords)
  const ref = useRef<HTMLDetailsElement>(null)
  const { href } = useLocation()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const me = useMe()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the list
  useEffect(() => {
    if (ref.current) ref.current.open = false
  }, [href])
  // First to a page that anybody may see: a page of this person alone would ask to sign in again.
  const leave = async () => {
    await navigate({ to: '/' })
    // Who came by the identity centre above us leaves there as well.
    if (!me.data?.actor.methods?.includes('fed')) return signOut.mutate()
    await leaveNothing().finally(() => window.location.assign('/oidc/upstream/sign-out'))
  }
  return (
    <details
      ref={ref}
      className="account"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !ref.current?.open) return
        ref.current.open = false
        ref.current.querySelector('summary')?.focus()
      }}
    >
      <summary aria-label={t.account(name)}>
        <CircleUserRound className="icon" aria-hidden />
        <span className="only-wide">{name}</span>
      </summary>
      <ul>
        <li>
          <Link to="/me/notices">{t.myNotices}</Link>
        </li>
        <li>
          <Link to="/me/tickets">{t.myTickets}</Link>
        </li>
        <li>
          <Link to="/me/space">{t.mySpace}</Link>
        </li>
        <li>
          <Link to="/me/code">{t.myCode}</Link>
        </li>
        <li>
          <Link to="/me/grants">{t.myGrants}</Link>
        </li>
        <li>
          <Link to="/me/materials">{t.myMaterials}</Link>
        </li>
        <li>
          <Link to="/me/receipts">{t.myReceipts}</Link>
        </li>
        <li>
          <Link to="/me/payouts">{t.myPayouts}</Link>
        </li>
        <li>
          <Link to="/me/credit">{t.myCredit}</Link>
        </li>
        <li>
          <Link to="/me/data">{t.myData}</Link>
        </li>
        <li>
          <Link to="/me/mandates">{t.myMandates}</Link>
        </li>
        <li>
          <Link to="/me/account">{t.myAccount}</Link>
        </li>
        <li>
          <button type="button" onClick={() => void leave()}>
            {t.signOut}
          </button>
        </li>
      </ul>
    </details>
  )
}
