import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { applyWords } from './words.ts'
import './steps.css'

/** How far along one is: said in words, and drawn for the eye. */
export function StepBar({ place, count, title }: { place: number; count: number; title: string }) {
  const t = useWords(applyWords)
  const marks = Array.from({ length: count }, (_, index) => index + 1)
  return (
    <div className="steps">
      <p>{t.step(place, count, title)}</p>
      <ol aria-hidden>
        {marks.map((mark) => (
          <li key={mark} className={mark <= place ? 'done' : undefined} />
        ))}
      </ol>
    </div>
  )
}
