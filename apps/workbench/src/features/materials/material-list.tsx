import type { MaterialView } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleHelp, Clock, FileText } from 'lucide-react'
import type { Ref } from 'react'
import { Icon } from '../../parts/icon.tsx'
import type { Mark } from './use-marks.ts'
import { words } from './words.ts'

const looks = {
  unseen: { picture: Clock, tone: 'light--yellow' },
  seen: { picture: CircleCheck, tone: 'light--green' },
  doubt: { picture: CircleHelp, tone: 'light--red' },
} as const

export function MaterialList(props: {
  materials: MaterialView[]
  open: MaterialView[]
  marks: Record<string, Mark>
  onShow: (id: string) => void
  list: Ref<HTMLUListElement>
}) {
  const { materials, open, marks, onShow, list } = props
  const w = useWords(words)
  return (
    <ul className="materials" ref={list}>
      {materials.map(({ id, key, name, fileName }) => {
        const mark = marks[id] ?? 'unseen'
        const { picture, tone } = looks[mark]
        return (
          <li key={id}>
            <button
              type="button"
              aria-pressed={open.some((each) => each.key === key)}
              onClick={() => onShow(id)}
              title={fileName}
            >
              <Icon of={FileText} />
              <span className="grow clip">{name}</span>
              <span className={`light ${tone}`}>
                <Icon of={picture} />
                {w[mark]}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
