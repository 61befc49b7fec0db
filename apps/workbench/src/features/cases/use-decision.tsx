import type { ActInput, CaseView, May } from '@zhengtong/platform/support/cases/contract.ts'
import { type CompiledForm, validateAnswers } from '@zhengtong/platform/support/forms/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { type ProblemFault, troubleOf } from '@zhengtong/ui/api/problem.ts'
import { focusField } from '@zhengtong/ui/forms/field-type.ts'
import { todayInCity } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App } from 'antd'
import { useRef, useState } from 'react'
import { type ActDraft, useActDraft } from './act-draft.ts'
import { useAct } from './use-case.ts'
import { useForm } from './use-form.ts'
import { words } from './words.ts'

/** Handing on is undone by sending back; everything else stands once it is done, and asks first. */
const reversible = new Set<May['verb']>(['propose', 'inspect', 'return', 'concur', 'dissent'])

/** One decision on one case: what may be done, what was typed, what is still missing, and the act itself. */
export function useDecision(view: CaseView) {
  const w = useWords(words)
  const { modal, message } = App.useApp()
  const { language } = useLanguage()
  const { draft, change, offered, chosen, clear } = useActDraft(view)
  const form = useForm(chosen?.form)
  const act = useAct(view.id)
  const [faults, setFaults] = useState<ProblemFault[]>([])
  const reasonBox = useRef<HTMLTextAreaElement>(null)
  // One key for one act as typed: sent again after a lost answer, it is still one act.
  const key = useRef<string>(undefined)

  const perform = async (may: May) => {
    const input = inputFor(view, may, draft)
    // A refusal is shown above the decision, from act.error; nothing typed is lost.
    key.current ??= newKey()
    await act.mutateAsync({ input, key: key.current }).then(
      () => {
        key.current = undefined
        clear()
        setFaults([])
        message.success(w.done(w.verb[may.verb]))
      },
      (error: unknown) => {
        if (troubleOf(error) !== 'offline') key.current = undefined
      },
    )
  }
  const decide = () => {
    if (!chosen || act.isPending) return
    const found = faultsOf(chosen, draft, form.data, language, w)
    setFaults(found)
    if (found.some(({ pointer }) => pointer === '/reason')) reasonBox.current?.focus()
    else if (found[0] && chosen.form) focusField(found[0].pointer)
    if (found.length > 0) return
    if (reversible.has(chosen.verb)) return void perform(chosen)
    const danger = chosen.verb === 'refuse' || chosen.verb === 'deny'
    modal.confirm({
      title: w.ask(w.verb[chosen.verb]),
      content: w.consequence[chosen.verb],
      okText: w.verb[chosen.verb],
      cancelText: w.goBack,
      okButtonProps: { danger, autoFocus: true },
      autoFocusButton: 'ok',
      onOk: () => perform(chosen),
    })
  }
  const edit = (part: Partial<ActDraft>) => {
    key.current = undefined
    change(part)
  }
  return { draft, change: edit, offered, chosen, form: chosen?.form ? form : undefined, faults, act, decide, reasonBox }
}

export type Decision = ReturnType<typeof useDecision>

function inputFor(view: CaseView, { verb, taskId, needsItems, form, targets }: May, draft: ActDraft): ActInput {
  const reason = draft.reason.trim()
  const owed = Object.entries(draft.owed).flatMap(([key, due]) => (due ? [{ key, due }] : []))
  return {
    verb,
    expectedVersion: view.version,
    ...(taskId === undefined ? {} : { taskId }),
    ...(reason ? { reason } : {}),
    ...(targets && draft.step ? { to: { step: draft.step } } : {}),
    ...(needsItems ? { items: draft.items } : {}),
    ...(form || (verb === 'refuse' && draft.data.ground) ? { data: draft.data } : {}),
    ...(verb === 'accept' && owed.length > 0 ? { owed } : {}),
  }
}

function faultsOf(
  may: May,
  draft: ActDraft,
  form: CompiledForm | undefined,
  language: 'zh' | 'en',
  w: (typeof words)['zh'],
): ProblemFault[] {
  const faults: ProblemFault[] = []
  if (may.needsReason && !draft.reason.trim())
    faults.push({ pointer: '/reason', rule: 'required', detail: w.needReason })
  if (may.verb === 'refuse' && draft.data.ground === 'not-competent' && !String(draft.data.goTo ?? '').trim())
    faults.push({ pointer: '/data/goTo', rule: 'required', detail: w.needGoTo })
  if (may.needsItems && (draft.items.length === 0 || draft.items.some(({ message }) => !message.trim())))
    faults.push({
      pointer: '/items',
      rule: 'required',
      detail: draft.items.length === 0 ? w.needItems : w.correctionPlaceholder,
    })
  if (may.form && form) faults.push(...validateAnswers(form, draft.data, { asOf: todayInCity(), language }))
  return faults
}
