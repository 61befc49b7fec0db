import { Link } from '@tanstack/react-router'
import type { Application } from '@zhengtong/platform/nets/service/applications/contract.ts'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { guideWords } from '../items/guide-words.ts'
import { itemWords } from '../items/words.ts'
import { applyWords } from './words.ts'

/** What it runs under by the answers given so far: the way it is handled, how long, what it costs. */
function Terms({ application }: { application: Application }) {
  const t = useWords(applyWords)
  const words = useWords(itemWords)
  const guide = useWords(guideWords)
  const pick = usePick()
  const { branch, limits, fees } = application
  if (!branch && fees.length === 0) return null
  return (
    <SideBlock title={branch ? t.branchIs : t.feeIs}>
      {branch ? <p>{pick(branch.name, branch.nameEn)}</p> : null}
      {branch && limits.promised ? (
        <p className="soft">
          {t.promisedIn} {words.days(limits.promised.unit, limits.promised.days)}
        </p>
      ) : null}
      {fees.map((line) => (
        <p key={line.name} className="soft">
          {guide.feeLine(line.name, line.amountFen === undefined ? (line.standard ?? '') : guide.yuan(line.amountFen))}
        </p>
      ))}
    </SideBlock>
  )
}

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
      <Terms application={application} />
      <SideBlock title={t.help}>
        <p>
          <a href="tel:12345">{t.call}</a>
        </p>
      </SideBlock>
    </>
  )
}
