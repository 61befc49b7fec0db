import type { CaseView, OwedMaterial } from '@zhengtong/platform/support/cases/contract.ts'
import { FilePicker } from '@zhengtong/ui/components/file-picker.tsx'
import { StateMark } from '@zhengtong/ui/components/marks.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { UseOwn } from '../materials/use-own.tsx'
import { useCaseMaterial } from './acting.ts'
import { termWords } from './term-words.ts'

/** 容缺后补: what was promised for later, until when, and the place to hand it in. */
export function Owed({ view }: { view: CaseView }) {
  const t = useWords(termWords)
  const owed = view.terms?.owed.filter(({ state }) => state !== 'received') ?? []
  if (owed.length === 0 || view.closedAt) return null
  return (
    <section className="todo" aria-labelledby="owed">
      <StateMark tone={owed.some(({ state }) => state === 'lapsed') ? 'danger' : 'wait'}>{t.waits}</StateMark>
      <h2 id="owed">{t.owed(owed.length)}</h2>
      {owed.map((material) => (
        <OwedItem key={material.key} view={view} material={material} />
      ))}
    </section>
  )
}

function OwedItem({ view, material }: { view: CaseView; material: OwedMaterial }) {
  const t = useWords(termWords)
  const pick = usePick()
  const format = useFormat()
  const send = useCaseMaterial(view.id)
  const name = pick(material.name, material.nameEn)
  const until = material.due ? t.until(format.nearDay(material.due)) : t.afterAcceptance(material.days)
  return (
    <div className="todo__item">
      <h3>{name}</h3>
      <p className={material.state === 'lapsed' ? 'due' : undefined}>
        {material.state === 'lapsed' ? t.lapsed : until}
        {material.onLapse === 'withdraw' ? ` ${t.withdraws}` : ''}
      </p>
      <FilePicker
        id={`owed-${material.key}`}
        label={t.choose(name)}
        onSend={(file, onProgress) => send(material.key, file, onProgress)}
      />
      <UseOwn view={view} materialKey={material.key} />
    </div>
  )
}
