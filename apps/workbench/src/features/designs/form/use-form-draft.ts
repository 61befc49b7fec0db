import type { Form } from '@zhengtong/platform/support/forms/contract.ts'
import { useCallback, useRef, useState } from 'react'

type Steps = { past: Form[]; now: Form; future: Form[]; by?: string | undefined }

/** How many steps can be undone. */
const longestPast = 200

/** The form as it is being written, with the way back. What is typed into one place is one step. */
export function useFormDraft(first: Form, onChange: () => void) {
  const [steps, setSteps] = useState<Steps>({ past: [], now: first, future: [] })
  const latest = useRef(first)
  const go = useCallback(
    (next: Steps) => {
      latest.current = next.now
      setSteps(next)
      onChange()
    },
    [onChange],
  )
  const put = (now: Form, by?: string) => {
    const isSameStep = by !== undefined && by === steps.by
    const past = isSameStep ? steps.past : [...steps.past, steps.now].slice(-longestPast)
    go({ past, now, future: [], by })
  }
  const before = steps.past.at(-1)
  const after = steps.future[0]
  return {
    form: steps.now,
    latest,
    put,
    undo:
      before &&
      (() => go({ past: steps.past.slice(0, -1), now: before, future: [steps.now, ...steps.future], by: undefined })),
    redo:
      after &&
      (() => go({ past: [...steps.past, steps.now], now: after, future: steps.future.slice(1), by: undefined })),
  }
}
