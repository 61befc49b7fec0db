import { Link, type LinkProps } from '@tanstack/react-router'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'

const words = defineWords({ label: '您的位置', home: '首页' }, { label: 'You are here', home: 'Home' })

/** The way from the home page to here; the last is here itself. */
export function Crumbs({ way, here }: { way?: { to: LinkProps['to']; name: string }[]; here: string }) {
  const t = useWords(words)
  return (
    <nav className="crumbs" aria-label={t.label}>
      <ol>
        <li>
          <Link to="/">{t.home}</Link>
        </li>
        {way?.map(({ to, name }) => (
          <li key={name}>
            <Link to={to}>{name}</Link>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  )
}
