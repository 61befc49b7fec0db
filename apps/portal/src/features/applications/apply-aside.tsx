import { Link } from '@tanstack/react-router'
import type { Application } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { applyWords } from './words.ts'

/** Beside every step: what is being applied for, for whom, and that it is saved. */
export function ApplyAside({ application }: { application: Application }) {
  const t = useWords(applyWords)
  const pick = usePick()
  const format = useFormat()
  const { item, applicant } = application
  return (
    <>
      <SideBlock title={t.applying}>
        <p>{pick(item.name, item.nameEn)}</p>
        <p className="soft">{applicant.name}</p>
        <p className="soft" role="status">
          {t.saved(format.time(application.updatedAt))}
        </p>
        <p>
          <Link to="/apply/$id" params={{ id: application.id }}>
            {t.tasks}
          </Link>
        </p>
      </SideBlock>
      <SideBlock title={t.help}>
        <p>
          <a href="tel:12345">{t.call}</a>
        </p>
      </SideBlock>
    </>
  )
}
