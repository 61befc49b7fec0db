import type { Design, DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Canvas } from './canvas.ts'
import { useDesignVerbs } from './use-designs.ts'

/** How long somebody rests before what they drew is checked. */
const restMs = 700

/** What the check says of the drawing as it is now, asked whenever the hand rests; and whether anything is not saved. */
export function useLiveCheck(design: Design, canvas: RefObject<Canvas | undefined>) {
  const { mutateAsync: check, isPending } = useDesignVerbs(design.kind, design.key).check
  const [found, setFound] = useState<{ of: number; problems: DesignProblem[] }>()
  const [dirty, setDirty] = useState(false)
  const resting = useRef<number>(undefined)
  const asked = useRef(0)

  const changed = useCallback(() => {
    setDirty(true)
    window.clearTimeout(resting.current)
    resting.current = window.setTimeout(() => {
      const turn = ++asked.current
      const ask = async () => {
        const text = await canvas.current?.text()
        const answer = text && (await check(text))
        // Only the last question counts; what was asked before may be answered later.
        if (answer && turn === asked.current) setFound({ of: design.revision, problems: answer.problems })
      }
      // A check that fails is asked again at the next change; saving tells what is wrong.
      ask().catch((error: unknown) => console.warn('the drawing was not checked', error))
    }, restMs)
  }, [canvas, check, design.revision])
  useEffect(() => () => window.clearTimeout(resting.current), [])

  return {
    dirty,
    changed,
    checking: isPending,
    problems: dirty && found ? found.problems : design.problems,
    settle: () => {
      setDirty(false)
      setFound(undefined)
    },
  }
}
