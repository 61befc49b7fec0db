import type { UseQueryResult } from '@tanstack/react-query'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { CasePane } from '../features/cases/case-pane.tsx'
import { words as caseWords } from '../features/cases/words.ts'
import { MaterialsPane } from '../features/materials/materials-pane.tsx'
import { words as materialWords } from '../features/materials/words.ts'
import { words as frameWords } from '../frame/words.ts'
import { Content } from '../parts/content.tsx'
import { Divider, Pane, usePaneWidth } from '../parts/panes.tsx'
import { useTitle } from '../parts/title.ts'
import { PageTrouble } from '../parts/trouble.tsx'

export type Shown = 'queue' | 'case' | 'materials'

/** A case and its materials beside it. */
export function CasePanes({ of, shown }: { of: UseQueryResult<CaseView>; shown: Shown }) {
  const c = useWords(caseWords)
  const m = useWords(materialWords)
  const pick = usePick()
  const side = usePaneWidth({
    key: 'materials',
    initial: Math.min(520, Math.round(window.innerWidth * 0.36)),
    min: 280,
    max: 900,
  })
  useTitle(of.data && `${pick(of.data.item.name, of.data.item.nameEn)} · ${of.data.applicant.name}`)
  if (of.error && !of.data)
    return (
      <Pane label={c.caseWord}>
        <PageTrouble whole error={of.error} onRetry={() => void of.refetch()} />
      </Pane>
    )
  return (
    <>
      <Pane label={c.caseWord} shown={shown === 'case'} className="pane--case">
        <Content of={of} rows={16}>
          {(view) => <CasePane view={view} />}
        </Content>
      </Pane>
      <Divider pane={side} grows="right" />
      <Pane label={m.title} width={side.width} soft shown={shown === 'materials'} className="pane--materials">
        <Content of={of} rows={8}>
          {(view) => <MaterialsPane key={view.materials.length} caseId={view.id} materials={view.materials} />}
        </Content>
      </Pane>
    </>
  )
}

/** On a narrow screen one pane is shown at a time. */
export function PaneSwitch(props: { shown: Shown; onShow: (shown: Shown) => void; withQueue?: boolean }) {
  const { shown, onShow, withQueue } = props
  const c = useWords(caseWords)
  const m = useWords(materialWords)
  const f = useWords(frameWords)
  const names = { queue: f.tasks, case: c.caseWord, materials: m.title }
  const panes: Shown[] = withQueue ? ['queue', 'case', 'materials'] : ['case', 'materials']
  return (
    <div className="tabs pane-switch">
      {shown !== 'case' && <h1 className="unseen">{names[shown]}</h1>}
      {panes.map((pane) => (
        <button key={pane} type="button" aria-pressed={shown === pane} onClick={() => onShow(pane)}>
          {names[pane]}
        </button>
      ))}
    </div>
  )
}
