import { Link, useLocation, useMatches } from '@tanstack/react-router'
import type { ActorView } from '@zhengtong/platform/support/identity/contract.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useTheme } from '@zhengtong/ui/theme/theme.tsx'
import { Phone } from 'lucide-react'
import { useMe } from '../features/sessions/queries.ts'
import { site } from '../site.ts'
import { Account } from './account.tsx'
import { Brand } from './brand.tsx'
import { shellWords } from './words.ts'

/** The top of every page. While an application is being filled in it offers nothing but the way out. */
export function Header() {
  const filling = useMatches({ select: (matches) => matches.some((match) => match.routeId.startsWith('/apply/$id')) })
  return (
    <header className="top">
      <div className="frame top__in">
        <Brand />
        {filling ? <LeaveTools /> : <FullTools />}
      </div>
    </header>
  )
}

function LeaveTools() {
  const t = useWords(shellWords)
  return (
    <div className="tools">
      <LanguageButton />
      <Link to="/cases">{t.leave}</Link>
    </div>
  )
}

function FullTools() {
  const t = useWords(shellWords)
  const me = useMe()
  const { pathname } = useLocation()
  const { theme, setTheme } = useTheme()
  const elder = theme === 'elder'
  const links = [
    { to: '/', name: t.home, here: pathname === '/' },
    { to: '/items', name: t.items, here: pathname.startsWith('/items') || pathname.startsWith('/start') },
    { to: '/cases', name: t.cases, here: pathname.startsWith('/cases') || pathname.startsWith('/rate') },
    {
      to: '/wallet',
      name: t.wallet,
      here: ['/wallet', '/me/grants', '/certificates'].some((each) => pathname.startsWith(each)),
    },
  ] as const
  return (
    <>
      <nav className="nav" aria-label={t.nav}>
        <ul>
          {links.map(({ to, name, here }) => (
            <li key={to}>
              <Link to={to} activeProps={{}} aria-current={here ? 'page' : undefined}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="tools">
        <button type="button" onClick={() => setTheme(elder ? 'normal' : 'elder')}>
          {elder ? t.normal : t.elder}
        </button>
        {elder ? (
          <a href={`tel:${site.hotline}`}>
            <Phone className="icon" aria-hidden />
            {t.call}
          </a>
        ) : null}
        <LanguageButton />
        {me.data ? <Account name={nameOf(me.data.actor)} /> : <SignInLink />}
      </div>
    </>
  )
}

function SignInLink() {
  const t = useWords(shellWords)
  const { href, pathname } = useLocation()
  return (
    <Link to="/sign-in" search={pathname === '/' || pathname === '/sign-in' ? {} : { to: href }}>
      {t.signIn}
    </Link>
  )
}

function LanguageButton() {
  const t = useWords(shellWords)
  const { language, setLanguage } = useLanguage()
  const { short, long, lang } = t.other
  return (
    <button type="button" lang={lang} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
      <span className="only-wide">{long}</span>
      <span className="only-narrow">
        {short}
        <span className="unseen"> {long}</span>
      </span>
    </button>
  )
}

/** The person, or the firm whose licence brought them in and for which alone they act. */
const nameOf = ({ name, actingFor }: ActorView) => (actingFor ? `${actingFor.name} · ${name}` : name)
