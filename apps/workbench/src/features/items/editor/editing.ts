import { useQueryClient } from '@tanstack/react-query'
import type { Draft, Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { useEffect, useRef, useState } from 'react'
import { draftQuery } from '../use-items.ts'
import type { Finding } from './editor-context.ts'
import { writeAt } from './place.ts'
import { unwritten } from './unwritten.ts'

const PAUSE = 1200

/** A draft under the hands of one editor: saved by itself when typing pauses, told when another was faster. */
export function useEditing(id: string, draft: Draft) {
  const queries = useQueryClient()
  const [item, setItem] = useState<Item>(draft.item)
  const [findings, setFindings] = useState(draft.findings)
  const [state, setState] = useState<'saved' | 'unsaved' | 'saving'>('saved')
  const [savedAt, setSavedAt] = useState<string>()
  const [error, setError] = useState<unknown>()
  const version = useRef(draft.rowVersion)
  const latest = useRef(item)
  const busy = useRef(false)

  const blank = unwritten(item)
  const waits = blank.length > 0

  const save = async (): Promise<void> => {
    if (busy.current || unwritten(latest.current).length > 0) return
    busy.current = true
    setState('saving')
    const sent = latest.current
    try {
      const body = { item: sent, expectedVersion: version.current }
      const answer = await request<Draft>(`/items/${id}/draft`, { method: 'PUT', body })
      version.current = answer.rowVersion
      queries.setQueryData(draftQuery(id).queryKey, answer)
      setFindings(answer.findings)
      setSavedAt(new Date().toISOString())
      setError(undefined)
      setState(latest.current === sent ? 'saved' : 'unsaved')
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      setError(problem)
      setState('unsaved')
    } finally {
      busy.current = false
    }
  }
  const stopped = error instanceof ApiProblem && error.status === 409
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the item starts the wait anew
  useEffect(() => {
    if (state !== 'unsaved' || stopped || waits) return
    const wait = setTimeout(() => void save(), PAUSE)
    return () => clearTimeout(wait)
  }, [item, state, stopped, waits])
  useEffect(() => {
    if (state === 'saved') return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [state])

  const set = (pointer: string, value: unknown) => {
    latest.current = writeAt(latest.current, pointer, value)
    setItem(latest.current)
    setState('unsaved')
  }
  // What is not written yet, and what the server could not take, stand beside their fields like any finding.
  const shown: Finding[] = [
    ...findings,
    ...blank.map((pointer) =>
      note(pointer, 'warning', '还没写，写好才会保存', 'Not written yet; the draft is saved once it is'),
    ),
    ...(error instanceof ApiProblem ? error.faults : []).map(({ pointer }) =>
      note(pointer, 'error', '写法不合要求，请检查格式和长度', 'This does not fit; check its form and length'),
    ),
  ]
  return { item, findings: shown, waits, state, savedAt, error, stopped, set, save }
}

const note = (pointer: string, severity: Finding['severity'], zh: string, en: string): Finding => ({
  code: severity,
  severity,
  pointer,
  message: { zh, en },
  basis: '',
})

export type Editing = ReturnType<typeof useEditing>
