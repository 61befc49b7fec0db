import type { ChangeOverPlan } from '@zhengtong/platform/support/cases/versions/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Input, Progress } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { CaseTable, MappingTable } from './plan-table.tsx'
import { useChangeOver, usePlaces, usePreview } from './use-flows.ts'
import { words } from './words.ts'

/** From one version to another: who would move where, the mapping, then with basis and reason the move itself. */
export function ChangeOver({ flow, from, to }: { flow: string; from: number; to: number }) {
  const w = useWords(words)
  const sentence = useSentence()
  const places = usePlaces(flow, to)
  const preview = usePreview(flow)
  const [nodes, setNodes] = useState<Record<string, string>>({})
  // What was seen last stays while it is looked at anew, and with it what has been moved.
  const [plan, setPlan] = useState<ChangeOverPlan>()
  const look = (next: Record<string, string>) => {
    setNodes(next)
    preview.mutate({ from, to, nodes: next }, { onSuccess: setPlan })
  }
  return (
    <div className="flow">
      <div>
        <Button loading={preview.isPending} onClick={() => look(nodes)}>
          {w.preview}
        </Button>
      </div>
      {preview.error && (
        <Note tone="danger" alert>
          {sentence(preview.error)}
        </Note>
      )}
      {plan && plan.cases.length === 0 && <p>{w.none}</p>}
      {plan && plan.cases.length > 0 && (
        <>
          <p role="status">
            <b>{w.sum(plan.movable, plan.hindered)}</b>
          </p>
          <h2>{w.mapping}</h2>
          <p className="soft">{w.mappingHelp}</p>
          <Content of={places}>
            {({ items }) => <MappingTable plan={plan} places={items} nodes={nodes} onChange={look} />}
          </Content>
          <h2>{w.cases}</h2>
          <CaseTable cases={plan.cases} />
        </>
      )}
      {plan && <Move flow={flow} from={from} to={to} nodes={nodes} plan={plan} onMoved={() => look(nodes)} />}
    </div>
  )
}

function Move(props: {
  flow: string
  from: number
  to: number
  nodes: Record<string, string>
  plan: ChangeOverPlan
  onMoved: () => void
}) {
  const { flow, from, to, nodes, plan, onMoved } = props
  const w = useWords(words)
  const sentence = useSentence()
  const { modal } = App.useApp()
  const [basis, setBasis] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, progress } = useChangeOver(flow)
  const caseIds = plan.cases.filter(({ hindrances }) => hindrances.length === 0).map(({ caseId }) => caseId)
  const ask = () => {
    setAsked(true)
    if (basis.trim().length < 2 || reason.trim().length < 2) return
    modal.confirm({
      title: w.title,
      content: w.sure(caseIds.length, to),
      okText: w.yes,
      cancelText: w.back,
      onOk: () =>
        run.mutate({ from, to, nodes, basis: basis.trim(), reason: reason.trim(), caseIds }, { onSettled: onMoved }),
    })
  }
  return (
    <>
      {progress && run.isPending && (
        <div role="status">
          <p>{w.moving(progress.done, progress.all)}</p>
          <Progress percent={Math.round((progress.done / Math.max(progress.all, 1)) * 100)} aria-label={w.title} />
        </div>
      )}
      {progress && run.isSuccess && (
        <Note tone="good" alert>
          {w.result(progress.moved, progress.stayed)}
        </Note>
      )}
      {run.error && (
        <Note tone="danger" alert>
          {sentence(run.error)} {w.half(progress?.moved ?? 0)}
        </Note>
      )}
      {caseIds.length > 0 && (
        <div className="fields">
          <Field label={w.basis} help={w.basisHelp} fault={asked && basis.trim().length < 2 ? w.need : undefined}>
            {(own) => (
              <Input {...own} maxLength={500} value={basis} onChange={({ target }) => setBasis(target.value)} />
            )}
          </Field>
          <Field label={w.reason} fault={asked && reason.trim().length < 2 ? w.need : undefined}>
            {(own) => (
              <Input {...own} maxLength={2000} value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
          </Field>
          <Button type="primary" loading={run.isPending} onClick={ask}>
            {w.run(caseIds.length)}
          </Button>
        </div>
      )}
    </>
  )
}
