import type { CredentialWithMay } from '@zhengtong/platform/support/credentials/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { Said } from '@zhengtong/ui/components/states.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { credentialWords, toneOfStatus } from './words.ts'

/** Why a credential no longer counts, each act that led there with who, why, by which law, and its letter. */
export function NotInForce({ shown: { credential, steps } }: { shown: CredentialWithMay }) {
  const t = useWords(credentialWords)
  const format = useFormat()
  const { status, record } = credential
  if (status === 'valid') return null
  const acts = steps.filter(({ verb }) => verb in t.act).slice(-2)
  return (
    <Said tone={status === 'expired' ? 'wait' : 'danger'} role="status">
      <StateMark tone={toneOfStatus(status)}>{t.status[status] ?? status}</StateMark>
      {acts.map(({ verb, at, ground, reason, basis, paper }) => (
        <div key={at}>
          <p>{t.actBy(format.day(at), record.issuer.name, t.act[verb] ?? verb)}</p>
          <p>{[ground, reason].filter(Boolean).join(t.stop)}</p>
          {basis ? <p className="soft">{t.basis(basis)}</p> : null}
          {paper ? (
            <p>
              <a href={address(`/credentials/${paper.id}/pdf`)} download>
                {t.letter(paper.name, paper.number)}
              </a>
            </p>
          ) : null}
        </div>
      ))}
    </Said>
  )
}
