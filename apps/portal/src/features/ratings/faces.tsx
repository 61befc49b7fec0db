import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Angry, CircleCheck, Frown, Laugh, Meh, Smile } from 'lucide-react'
import { ratingWords } from './words.ts'
import './rating.css'

const icons = [Laugh, Smile, Meh, Frown, Angry]

/** The five levels of 好差评, from 1 非常满意 to 5 非常不满意. */
export function Faces({ level, onChange }: { level: number | undefined; onChange: (level: number) => void }) {
  const t = useWords(ratingWords)
  return (
    <fieldset className="section">
      <legend className="unseen">{t.pick}</legend>
      <div className="faces">
        {t.levels.map((name, index) => {
          const Icon = icons[index] ?? Meh
          return (
            <label key={name} className="face">
              <input
                type="radio"
                name="level"
                id={index === 0 ? 'level' : undefined}
                checked={level === index + 1}
                onChange={() => onChange(index + 1)}
              />
              <Icon className="icon" aria-hidden />
              <span>{name}</span>
              <CircleCheck className="icon tick" aria-hidden />
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

/** A level as a face and its words. */
export function Level({ level }: { level: number }) {
  const t = useWords(ratingWords)
  const Icon = icons[level - 1] ?? Meh
  return (
    <span className="row">
      <Icon className="icon" aria-hidden />
      <span>{t.levels[level - 1]}</span>
    </span>
  )
}
