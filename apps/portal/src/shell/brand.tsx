import { Link } from '@tanstack/react-router'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { site } from '../site.ts'

export function Brand() {
  const { language } = useLanguage()
  return (
    <Link className="brand" to="/">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="6" fill="var(--act)" />
        <path
          d="M8 9.5h16M16 9.5v14M16 16h6.5M10 15v8.5M7.5 23.5h17"
          fill="none"
          stroke="#fff"
          strokeWidth="2.5"
          strokeLinecap="round"
        />
      </svg>
      <span>{site.name[language]}</span>
      <span className="brand__city">{site.city[language]}</span>
    </Link>
  )
}
