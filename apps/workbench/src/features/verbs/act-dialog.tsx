import type { ActTarget, CaseView, May } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Input, Modal, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { ActTrouble } from '../cases/act-trouble.tsx'
import { useAct } from '../cases/use-case.ts'
import { words as caseWords } from '../cases/words.ts'
import { TargetField } from './target-field.tsx'
import { words } from './words.ts'

/** Asks for what an act needs, checks it, does it. What was typed stays when the act fails. */
export function ActDialog({ view, may, onClose }: { view: CaseView; may: May; onClose: () => void }) {
  const w = useWords(words)
  const c = useWords(caseWords)
  const pick = usePick()
  const { message } = App.useApp()
  const act = useAct(view.id)
  const key = useRef(newKey())
  const [reason, setReason] = useState('')
  const [basis, setBasis] = useState('')
  const [target, setTarget] = useState<ActTarget>(may.verb === 'countersign' ? { when: 'before' } : {})
  const [asked, setAsked] = useState(false)
  const task = view.tasks.find(({ id }) => id === may.taskId)
  const lacks = {
    reason: may.needsReason && !reason.trim(),
    basis: may.needsBasis && !basis.trim(),
    target: may.needsTarget === 'place' && !target.accountId && !target.departmentId,
    step: may.needsTarget === 'step' && !target.step,
  }
  const onOk = () => {
    setAsked(true)
    if (lacks.reason || lacks.basis || lacks.target || lacks.step || act.isPending) return
    const input = {
      verb: may.verb,
      expectedVersion: view.version,
      ...(may.taskId === undefined ? {} : { taskId: may.taskId }),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(basis.trim() ? { basis: basis.trim() } : {}),
      ...(may.needsTarget ? { to: target } : {}),
    }
    act.mutate(
      { input, key: key.current },
      {
        onSuccess: () => {
          message.success(c.done(c.verb[may.verb]))
          onClose()
        },
        // Refused acts are new acts when tried again; a lost answer is the same one.
        onError: (error) => {
          if (error instanceof Error && 'status' in error) key.current = newKey()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={`${c.verb[may.verb]}${task ? ` ${w.at(pick(task.name, task.nameEn))}` : ''}`}
      okText={c.verb[may.verb]}
      cancelText={w.cancel}
      okButtonProps={{ loading: act.isPending, danger: may.verb === 'terminate' }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="flow">
        <p className="soft">{c.consequence[may.verb]}</p>
        {act.error && <ActTrouble caseId={view.id} error={act.error} onReload={onClose} />}
        {may.needsTarget === 'place' && (
          <TargetField
            label={may.verb === 'countersign' ? w.who : w.to}
            role={may.verb === 'transfer' ? task?.post : undefined}
            target={target}
            fault={asked && lacks.target ? w.needTarget : undefined}
            onChange={setTarget}
          />
        )}
        {may.needsTarget === 'step' && (
          <Field label={w.backTo} fault={asked && lacks.step ? w.needStep : undefined}>
            {(own) => (
              <Select
                {...own}
                placeholder={w.backTo}
                value={target.step}
                options={may.targets?.map(({ step, name, nameEn }) => ({ value: step, label: pick(name, nameEn) }))}
                onChange={(step: string) => setTarget({ step })}
              />
            )}
          </Field>
        )}
        {may.verb === 'countersign' && (
          <Radio.Group
            aria-label={w.when}
            value={target.when}
            onChange={(event) => setTarget({ ...target, when: event.target.value })}
            options={[
              { value: 'before', label: w.before },
              { value: 'after', label: w.after },
            ]}
          />
        )}
        {may.needsBasis && (
          <Field label={w.basis} help={w.basisHelp} fault={asked && lacks.basis ? w.need : undefined}>
            {(own) => (
              <Input {...own} maxLength={500} value={basis} onChange={({ target: box }) => setBasis(box.value)} />
            )}
          </Field>
        )}
        {may.needsReason && (
          <Field
            label={may.verb === 'comment' ? w.comment : w.reason}
            fault={asked && lacks.reason ? w.need : undefined}
          >
            {(own) => (
              <Input.TextArea
                {...own}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={2000}
                value={reason}
                onChange={({ target: box }) => setReason(box.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Modal>
  )
}
