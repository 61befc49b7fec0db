import { Link } from '@tanstack/react-router'
import type { Design, DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useCallback, useRef, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import type { Canvas, CanvasProps } from './canvas.ts'
import { History } from './history.tsx'
import { ProblemList } from './problem-list.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useDesignVerbs } from './use-designs.ts'
import { useLiveCheck } from './use-live-check.ts'
import { words } from './words.ts'

/** Each designer is loaded when somebody opens one: they are large. */
const designers: Partial<Record<Design['kind'], LazyExoticComponent<ComponentType<CanvasProps>>>> = {
  flow: lazy(() => import('./flow/flow-canvas.tsx')),
  rule: lazy(() => import('./rule/rule-canvas.tsx')),
  credential: lazy(() => import('./credential/credential-canvas.tsx')),
  form: lazy(() => import('./form/form-canvas.tsx')),
}

/** A draft in its designer, checked as it is drawn, saved and published. */
export function DesignEditor({ design }: { design: Design }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { modal, message } = App.useApp()
  const { save, discard } = useDesignVerbs(design.kind, design.key)
  const canvas = useRef<Canvas>(undefined)
  const [publishing, setPublishing] = useState(false)
  const live = useLiveCheck(design, canvas)
  const onReady = useCallback((ready: Canvas) => {
    canvas.current = ready
  }, [])
  const Designer = designers[design.kind]
  const tell = (error: unknown) => void message.error(sentence(error))
  const keep = async () => {
    if (!canvas.current) return
    const text = await canvas.current.text()
    await save.mutateAsync({ text, revision: design.revision })
    live.settle()
  }
  const askDiscard = () =>
    modal.confirm({
      ...{ title: w.discardAsk, content: w.discardHelp, okText: w.discard, cancelText: w.cancel },
      okButtonProps: { danger: true },
      onOk: () => discard.mutateAsync().catch(tell),
    })
  const onPublish = async () => {
    if (live.dirty) await keep()
    setPublishing(true)
  }
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <ul className="crumb">
            <li>
              <Link to="/designs" search={{ kind: design.kind }}>
                {w.kind[design.kind]}
              </Link>
            </li>
            <li>{design.key}</li>
          </ul>
          <h1>{design.title}</h1>
        </div>
        <span className="pill">{design.basedOn ? w.basedOn(design.basedOn) : w.newDraft}</span>
        <span className="soft" role="status">
          {live.dirty ? w.dirty : design.revision > 1 ? w.saved : ''}
        </span>
        {design.kind === 'flow' && !live.dirty && (
          <Link to="/designs/flow/$key/simulation" params={{ key: design.key }}>
            {w.tryIt}
          </Link>
        )}
        <Button onClick={askDiscard}>{w.discard}</Button>
        <Button loading={save.isPending} disabled={!live.dirty} onClick={() => void keep().catch(tell)}>
          {w.save}
        </Button>
        <Button type="primary" onClick={() => void onPublish().catch(tell)}>
          {w.publish}
        </Button>
      </div>
      {save.error && (
        <Note tone="danger" alert>
          {sentence(save.error)}
        </Note>
      )}
      <Suspense fallback={<Skeleton rows={14} />}>
        {Designer && <Designer text={design.text} problems={live.problems} onReady={onReady} onChange={live.changed} />}
      </Suspense>
      <section className="pad flow" aria-labelledby="design-problems">
        <h2 id="design-problems">{w.problems}</h2>
        <p role="status" className="soft">
          {live.checking ? w.checking : saidOf(live.problems, w)}
        </p>
        <ProblemList
          problems={live.problems}
          nameOf={(element) => canvas.current?.nameOf(element) ?? element}
          onShow={(element) => canvas.current?.show(element)}
        />
      </section>
      <History design={design} />
      {publishing && <PublishDialog design={design} onClose={() => setPublishing(false)} />}
    </>
  )
}

function saidOf(problems: readonly DesignProblem[], w: typeof words.zh): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  if (problems.length === 0) return w.sound
  return [errors > 0 && w.mustMend(errors), warnings > 0 && w.mayMend(warnings)].filter(Boolean).join(' · ')
}
