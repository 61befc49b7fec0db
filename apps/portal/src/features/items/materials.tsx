import type { Guide, Material } from '@zhengtong/platform/nets/service/items/contract.ts'
import { SourceChip, StateMark } from '@zhengtong/ui/components/marks.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ListChecks, Upload } from 'lucide-react'
import { guideWords } from './guide-words.ts'

/** What must be handed in, first; then what must only be confirmed; then what need not be handed in, and why. */
export function Materials({ needs, promised }: { needs: Guide['needs'] & { maybe?: Material[] }; promised: string[] }) {
  const t = useWords(guideWords)
  const { upload, confirm, free, maybe = [] } = needs
  const own = upload.length + confirm.length
  if (own + free.length === 0) return <p>{t.noMaterials}</p>
  return (
    <div className="stack">
      <p>{t.materials(own + free.length, free.length, own)}</p>
      <ul className="rows">
        {[...upload, ...confirm, ...free].map((material) => (
          <MaterialRow key={material.key} material={material} promise={promised.includes(material.key)} />
        ))}
        {maybe.map((material) => (
          <MaterialRow key={material.key} material={material} promise={promised.includes(material.key)} maybe />
        ))}
      </ul>
    </div>
  )
}

function MaterialRow({ material, promise, maybe }: { material: Material; promise: boolean; maybe?: boolean }) {
  const t = useWords(guideWords)
  const pick = usePick()
  const notes = [
    maybe ? t.byForm : material.necessity === 'conditional' ? t.conditional : '',
    promise ? t.mayPromise : '',
    material.necessity === 'may-follow' ? t.mayFollow : '',
    material.help ? pick(material.help, material.helpEn) : '',
    material.submission === 'generated' && !material.help ? t.generated : '',
    material.issuer && material.submission === 'upload' ? t.issuedBy(material.issuer) : '',
  ].filter(Boolean)
  return (
    <li className="material">
      <h3>{pick(material.name, material.nameEn)}</h3>
      {material.submission === 'upload' ? (
        <StateMark tone="work" icon={Upload}>
          {t.upload}
        </StateMark>
      ) : material.submission === 'confirm' ? (
        <StateMark tone="work" icon={ListChecks}>
          {t.confirm}
        </StateMark>
      ) : (
        <StateMark tone="good">{t.free}</StateMark>
      )}
      {notes.length > 0 ? <p className="soft">{notes.join(' · ')}</p> : null}
      {material.submission === 'shared' && material.source?.label ? (
        <p className="chip-line">
          <SourceChip label={material.source.label} />
        </p>
      ) : null}
      <MaterialLinks material={material} />
    </li>
  )
}

function MaterialLinks({ material }: { material: Material }) {
  const t = useWords(guideWords)
  const links = [
    [t.blank, material.blank],
    [t.sample, material.sample],
  ].filter((link): link is [string, string] => /^https?:\/\//.test(link[1] ?? ''))
  if (links.length === 0) return null
  return (
    <p className="row row--wrap">
      {links.map(([name, url]) => (
        <a key={name} href={url}>
          {name}
          <span className="unseen">{material.name}</span>
        </a>
      ))}
    </p>
  )
}
