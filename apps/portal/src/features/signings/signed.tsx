import { Link } from '@tanstack/react-router'
import type { Signing } from '@zhengtong/platform/support/signings/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { Acts } from '@zhengtong/ui/components/button.tsx'
import { Facts } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { signingWords } from './words.ts'

/** A signature that was made: what of it can be taken away, checked and proved. */
export function SignedCard({ signing }: { signing: Signing }) {
  const t = useWords(signingWords)
  const format = useFormat()
  return (
    <div className="card">
      <h3>{signing.title.replace(/\.pdf$/, '')}</h3>
      <Facts
        rows={[
          [t.signer, signing.signerName],
          [t.at, format.instant(signing.at, true)],
          [t.purpose, signing.reason],
          [t.level, signing.level],
          [
            t.digest,
            <code key="digest" className="break">
              {signing.signedDigest}
            </code>,
          ],
        ]}
      />
      <Acts>
        <a className="btn" href={address(`/me/signings/${signing.id}/pdf`)} download>
          {t.download}
        </a>
        <Link to="/verify">{t.verify}</Link>
        <a href={`/log/proof/${signing.leafHash}`}>{t.proof}</a>
      </Acts>
    </div>
  )
}
