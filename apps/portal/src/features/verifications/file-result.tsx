import type { FileVerification } from '@zhengtong/platform/support/credentials/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ChecksMade, PublicFacts, resultOf, useNote, VerifiedHead } from './result.tsx'
import { verifyWords } from './words.ts'

/** What a file turned out to be: who signed it, whether it was changed, and what is known of the credential in it. */
export function FileResult({ found }: { found: FileVerification }) {
  const t = useWords(verifyWords)
  const format = useFormat()
  const note = useNote()
  const { verification, genuine, signer, signedAt, countersigned } = found
  const result = verification && genuine ? resultOf(verification) : 'not-genuine'
  return (
    <div className="section" role="status">
      <VerifiedHead result={result} note={verification ? note(verification) : t.strangeNote}>
        <h2>{result === 'not-genuine' ? t.strange : t[result]}</h2>
      </VerifiedHead>
      {signer && signedAt ? <p className="section--tight">{t.signer(signer, format.instant(signedAt))}</p> : null}
      {countersigned ? (
        <p className="section--tight">
          {t.countersigned(countersigned.name, format.instant(countersigned.at), countersigned.reason)}
        </p>
      ) : null}
      {verification ? <PublicFacts verification={verification} /> : null}
      <ChecksMade checks={found.checks} />
    </div>
  )
}
