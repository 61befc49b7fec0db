import type { CredentialWithMay } from '@zhengtong/platform/support/credentials/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Seal } from './seal.tsx'
import { credentialWords } from './words.ts'
import './credential.css'

/** The face of a credential as people know it: title, number, what it says, who issued it, the seal. */
export function Face({ shown }: { shown: CredentialWithMay }) {
  const t = useWords(credentialWords)
  const pick = usePick()
  const format = useFormat()
  const { language } = useLanguage()
  const { record } = shown.credential
  const name = pick(record.type.name, record.type.nameEn)
  return (
    <figure className="face-paper" aria-label={t.face(name)}>
      <p className="face-paper__title" lang={language}>
        {name}
      </p>
      <p className="face-paper__no">
        {t.number} {record.number}
      </p>
      <dl>
        {shown.faceItems.length === 0 ? <Line title={t.holder} value={record.holder.name} /> : null}
        {shown.faceItems.map((item) => (
          <Line key={item.key} title={pick(item.title, item.titleEn)} value={item.value} />
        ))}
        {record.validFrom && record.validTo ? (
          <Line title={t.validity} value={t.fromTo(format.day(record.validFrom), format.day(record.validTo))} />
        ) : null}
      </dl>
      <div className="face-paper__by">
        <Seal issuer={record.issuer.name} demo={record.demo} label={record.demo ? t.seal : t.sealPlain} />
        <span>{record.issuer.name}</span>
        <span>{format.day(record.issued)}</span>
      </div>
    </figure>
  )
}

function Line({ title, value }: { title: string; value: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  )
}
