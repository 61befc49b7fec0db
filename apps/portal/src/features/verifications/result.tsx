import type { Check as CheckMade, Verification } from '@zhengtong/platform/support/credentials/contract.ts'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Check, CircleCheck, CircleX, ClockAlert, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Result, verifyWords } from './words.ts'
import './verification.css'

/** Genuine and in force, genuine only, or neither. */
export function resultOf({ genuine, status }: Pick<Verification, 'genuine' | 'status'>): Result {
  if (!genuine) return 'not-genuine'
  return status === 'valid' ? 'genuine' : 'not-in-force'
}

/** The answer in one line, with a mark and a note. The heading is the page's. */
export function VerifiedHead(props: { result: Result; note: string; children: ReactNode }) {
  const { result } = props
  const Icon = result === 'genuine' ? Check : result === 'not-in-force' ? TriangleAlert : X
  return (
    <div className={`verified verified--${result}`}>
      <span className="verified__mark">
        <Icon className="icon" aria-hidden />
      </span>
      {props.children}
      <p>{props.note}</p>
    </div>
  )
}

/** What stands under the answer: the moment it was checked, the status when not in force, and that a demo is a demo. */
export function useNote(): (verification: Verification) => string {
  const t = useWords(verifyWords)
  const format = useFormat()
  return ({ checkedAt, status, demo }) =>
    [
      t.checked(format.instant(checkedAt, true)),
      status === 'valid' ? '' : (t.status[status] ?? status),
      demo ? t.demo : '',
    ]
      .filter(Boolean)
      .join(' · ')
}

/** What the credential says, in public. */
export function PublicFacts({ verification: v }: { verification: Verification }) {
  const t = useWords(verifyWords)
  const pick = usePick()
  const format = useFormat()
  return (
    <Section title={t.said} className="stack-8">
      <div className="card">
        <Facts
          rows={[
            [t.type, pick(v.type.name, v.type.nameEn)],
            [t.number, v.number],
            [t.holder, v.holder],
            ...v.elements.map((element) => [pick(element.title, element.titleEn), element.value] as const),
            [t.issued, format.day(v.issued)],
            [
              t.validity,
              v.validFrom && v.validTo ? t.fromTo(format.day(v.validFrom), format.day(v.validTo)) : t.forever,
            ],
            [t.issuer, v.issuer],
            [t.identifier, v.identifier],
          ]}
        />
      </div>
      <p className="soft">{t.compare}</p>
    </Section>
  )
}

/** Each thing that was looked at, with its technical detail folded. */
export function ChecksMade({ checks }: { checks: CheckMade[] }) {
  const t = useWords(verifyWords)
  return (
    <Section title={t.how}>
      <ol className="rows">
        {checks.map((check) => (
          <CheckRow key={check.key} check={check} />
        ))}
      </ol>
    </Section>
  )
}

function CheckRow({ check }: { check: CheckMade }) {
  const t = useWords(verifyWords)
  const pick = usePick()
  const [Icon, look, word] = check.open
    ? ([ClockAlert, ' icon--wait', t.pending] as const)
    : check.ok
      ? ([CircleCheck, '', t.ok] as const)
      : ([CircleX, ' icon--bad', t.failed] as const)
  return (
    <li className="checked">
      <Icon className={`icon${look}`} aria-hidden />
      <div>
        <h3>
          {pick(check.title, check.titleEn)}
          <span className="unseen">：{word}</span>
        </h3>
        <details>
          <summary>
            {t.technical}
            <span className="unseen"> {pick(check.title, check.titleEn)}</span>
          </summary>
          <p className="soft">{check.detail}</p>
        </details>
      </div>
    </li>
  )
}
