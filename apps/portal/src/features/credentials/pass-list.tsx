import { Link } from '@tanstack/react-router'
import type { CredentialLine } from '@zhengtong/platform/support/credentials/contract.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { BadgeCheck, FileCheck2 } from 'lucide-react'
import { credentialWords, toneOfStatus } from './words.ts'

/** Credentials as cards: name, holder, number, how they stand. */
export function PassList({ rows, open }: { rows: CredentialLine[]; open: string | undefined }) {
  const t = useWords(credentialWords)
  const pick = usePick()
  const format = useFormat()
  return (
    <ul className="passes">
      {rows.map((row) => {
        const Icon = row.type.kind === 'licence' ? BadgeCheck : FileCheck2
        return (
          <li key={row.id}>
            <Link
              className={`pass pass--${row.type.kind}`}
              to="/wallet"
              search={{ open: row.id }}
              resetScroll={false}
              activeProps={{}}
              aria-current={row.id === open ? 'true' : undefined}
            >
              <b>{pick(row.type.name, row.type.nameEn)}</b>
              <Icon className="icon" aria-hidden />
              <span className="pass__line soft">{row.holder}</span>
              <span className="pass__line">
                <StateMark tone={toneOfStatus(row.status)}>{t.status[row.status] ?? row.status}</StateMark>
                <span className="soft">{row.validTo ? t.until(format.day(row.validTo)) : t.forever}</span>
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
