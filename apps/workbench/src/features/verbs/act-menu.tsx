import type { ActInput, CaseView, May, Verb } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button, Dropdown } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useAct } from '../cases/use-case.ts'
import { words as caseWords } from '../cases/words.ts'
import { ActDialog } from './act-dialog.tsx'
import { words } from './words.ts'

/** Acts beside the decision itself, in this order. */
const listed: Verb[] = [
  'claim',
  'unclaim',
  'comment',
  'transfer',
  'countersign',
  'return',
  'suspend',
  'resume',
  'terminate',
]
/** What one press may do, because another takes it back. */
const undoneBy: Partial<Record<Verb, Verb>> = { claim: 'unclaim', unclaim: 'claim' }

/** Everything else that may be done with a case, drawn from `may` alone. */
export function ActMenu({ view }: { view: CaseView }) {
  const w = useWords(words)
  const c = useWords(caseWords)
  const pick = usePick()
  const sentence = useSentence()
  const { message } = App.useApp()
  const act = useAct(view.id)
  const [open, setOpen] = useState<May>()
  const [busy, setBusy] = useState(false)
  const acts = listed.flatMap((verb) =>
    view.may.filter((may) => may.verb === verb && (verb !== 'return' || may.needsTarget === 'step')),
  )
  if (acts.length === 0) return null

  const doAtOnce = (verb: Verb, may: May) => {
    setBusy(true)
    const done = request<CaseView>(`/cases/${view.id}`).then((latest) => {
      const input: ActInput = {
        verb,
        expectedVersion: latest.version,
        ...(may.taskId === undefined ? {} : { taskId: may.taskId }),
      }
      return act.mutateAsync({ input, key: newKey() })
    })
    return done.finally(() => setBusy(false))
  }
  const press = (may: May) => {
    const back = undoneBy[may.verb]
    if (!back) return setOpen(may)
    const undo = () => {
      message.destroy('undo')
      doAtOnce(back, may).then(
        () => message.success(w.undone),
        (error: unknown) => message.error(sentence(error)),
      )
    }
    doAtOnce(may.verb, may).then(
      () =>
        message.success({
          key: 'undo',
          duration: 8,
          content: (
            <>
              {c.done(c.verb[may.verb])}{' '}
              <Button size="small" onClick={undo}>
                {w.undo}
              </Button>
            </>
          ),
        }),
      (error: unknown) => message.error(sentence(error)),
    )
  }
  const severalTasks = new Set(acts.map(({ taskId }) => taskId).filter((id) => id !== undefined)).size > 1
  const label = (may: May) => {
    const task = severalTasks ? view.tasks.find(({ id }) => id === may.taskId) : undefined
    return `${c.verb[may.verb]}${task ? ` ${w.at(pick(task.name, task.nameEn))}` : ''}`
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="topRight"
        menu={{
          items: acts.map((may, index) => ({
            key: index,
            label: label(may),
            danger: may.verb === 'terminate',
          })),
          onClick: ({ key }) => press(acts[Number(key)]!),
        }}
      >
        <Button size="large" loading={busy} icon={<Icon of={ChevronDown} />} iconPlacement="end">
          {w.more}
        </Button>
      </Dropdown>
      {open && <ActDialog view={view} may={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
