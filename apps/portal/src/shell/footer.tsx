import { Link } from '@tanstack/react-router'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useTheme } from '@zhengtong/ui/theme/theme.tsx'
import { useDemoSignIns } from '../features/sessions/queries.ts'
import { site } from '../site.ts'
import { shellWords } from './words.ts'

export function Footer() {
  const t = useWords(shellWords)
  const { theme, setTheme } = useTheme()
  const demo = useDemoSignIns()
  const contrast = theme === 'contrast'
  return (
    <footer className="foot">
      <div className="frame">
        <ul>
          <li>
            <a href={`tel:${site.hotline}`}>{t.call}</a>
          </li>
          <li>
            <Link to="/progress">{t.progress}</Link>
          </li>
          <li>
            <Link to="/halls">{t.halls}</Link>
          </li>
          <li>
            <Link to="/verify">{t.verify}</Link>
          </li>
          <li>
            <Link to="/evidence">{t.evidence}</Link>
          </li>
          <li>
            <Link to="/ratings">{t.ratings}</Link>
          </li>
          <li>
            <Link to="/pay-by-number">{t.payByNumber}</Link>
          </li>
          <li>
            <Link to="/check-receipt">{t.checkReceipt}</Link>
          </li>
          <li>
            <Link to="/credit">{t.credit}</Link>
          </li>
          <li>
            <Link to="/matters">{t.matters}</Link>
          </li>
          <li>
            <Link to="/id-only">{t.idOnly}</Link>
          </li>
          <li>
            <Link to="/proofs">{t.proofs}</Link>
          </li>
          <li>
            <Link to="/open-data">{t.openData}</Link>
          </li>
          <li>
            <Link to="/developers">{t.developers}</Link>
          </li>
          <li>
            <Link to="/privacy">{t.privacy}</Link>
          </li>
          <li>
            <Link to="/accessibility">{t.accessibility}</Link>
          </li>
          <li>
            <LinkButton onClick={() => setTheme(contrast ? 'normal' : 'contrast')}>
              {contrast ? t.noContrast : t.contrast}
            </LinkButton>
          </li>
        </ul>
        {demo.data?.length ? <p>{t.demo}</p> : null}
      </div>
    </footer>
  )
}
