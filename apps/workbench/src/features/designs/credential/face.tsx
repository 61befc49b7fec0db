import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { elementsOf, type LicenceType } from './credential-model.ts'
import { words } from './words.ts'

/** What the paper will say and where: title, number, elements, issuer. */
export function Face({ type }: { type: LicenceType }) {
  const w = useWords(words)
  const pick = usePick()
  const { face } = type
  return (
    <aside className="designer-side flow" aria-label={w.face}>
      <h2>{w.face}</h2>
      <p className="soft">{w.faceHelp}</p>
      <div className="sheet pad flow">
        <h3>{pick(face.title, face.titleEn)}</h3>
        <dl className="face-lines">
          {face.numberLabel && <Line label={face.numberLabel} value={w.sample} />}
          {elementsOf(type)
            .filter(({ onFace }) => onFace)
            .map(({ key, title, titleEn }) => (
              <Line key={key} label={pick(title, titleEn)} value={w.sample} />
            ))}
          {face.issuerLabel && <Line label={face.issuerLabel} value={w.sample} />}
        </dl>
        {face.note && <p className="soft">{face.note}</p>}
      </div>
    </aside>
  )
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
