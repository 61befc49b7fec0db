import type { MaterialView } from '@zhengtong/platform/support/cases/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Check, Columns2, FileX } from 'lucide-react'
import { useRef, useState } from 'react'
import { useShortcuts } from '../../frame/shortcuts.tsx'
import { Blank } from '../../parts/blank.tsx'
import { Icon } from '../../parts/icon.tsx'
import { KeyCap } from '../../parts/key-cap.tsx'
import { MaterialList } from './material-list.tsx'
import { useMarks } from './use-marks.ts'
import { Viewer } from './viewer.tsx'
import { words } from './words.ts'

/** What was handed in, two at a time, with the officer's own marks. */
export function MaterialsPane({ caseId, materials }: { caseId: string; materials: MaterialView[] }) {
  const w = useWords(words)
  const { marks, mark } = useMarks(caseId)
  const current = materials.filter((material) => material.current)
  const [paired, setPaired] = useState(true)
  const [open, setOpen] = useState<string[]>(() => current.slice(0, 2).map(({ id }) => id))
  const list = useRef<HTMLUListElement>(null)
  const shown = (paired ? open : open.slice(-1)).flatMap((id) => materials.find((each) => each.id === id) ?? [])
  const last = shown.at(-1)
  const show = (id: string) => setOpen((before) => [...before.filter((each) => each !== id), id].slice(-2))
  const next = () => {
    if (!last) return
    mark(last.id, 'seen')
    const unseen = current.find(({ id }) => id !== last.id && !marks[id])
    if (unseen) show(unseen.id)
  }
  useShortcuts([
    { key: 'm', label: w.keyFocus, run: () => list.current?.querySelector('button')?.focus() },
    { key: 'n', label: w.keyNext, run: next, hint: false },
  ])
  if (current.length === 0)
    return (
      <>
        <div className="pane-head">
          <h2>{w.title}</h2>
        </div>
        <Blank icon={FileX} title={w.none}>
          <p>{w.noneHelp}</p>
        </Blank>
      </>
    )
  const waiting = current.filter(({ id }) => !marks[id]).length
  return (
    <>
      <div className="pane-head">
        <h2>{w.title}</h2>
        <span className="count">{current.length}</span>
        <span className="soft grow" aria-live="polite">
          {w.toSee(waiting)}
        </span>
        <Button
          icon={<Icon of={Columns2} />}
          aria-pressed={paired}
          type={paired ? 'default' : 'text'}
          onClick={() => setPaired(!paired)}
        >
          {w.sideBySide}
        </Button>
      </div>
      <MaterialList materials={current} open={shown} marks={marks} onShow={show} list={list} />
      <div className={`pane-body viewers${shown.length > 1 ? ' viewers--two' : ''}`}>
        {shown.map((material) => (
          <Viewer
            key={material.key}
            caseId={caseId}
            material={material}
            versions={materials.filter(({ key }) => key === material.key)}
            onVersion={(id) => setOpen(open.map((each) => (each === material.id ? id : each)))}
          />
        ))}
      </div>
      {last && (
        <div className="marks" title={w.local}>
          <span className="soft grow clip">{w.marking(last.name)}</span>
          <Button onClick={() => mark(last.id, marks[last.id] === 'doubt' ? undefined : 'doubt')}>
            {marks[last.id] === 'doubt' ? w.unmarkDoubt : w.markDoubt}
          </Button>
          <Button icon={<Icon of={Check} />} onClick={next}>
            {w.markSeen}
            <KeyCap>n</KeyCap>
          </Button>
        </div>
      )}
    </>
  )
}
