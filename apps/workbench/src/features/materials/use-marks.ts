import { keepPreference } from '@zhengtong/ui/theme/preference.ts'
import { useState } from 'react'

export type Mark = 'seen' | 'doubt'

/** An officer's own marks on the materials of a case. They help one pair of eyes and are no part of the case: kept in this browser. */
export function useMarks(caseId: string) {
  const key = `zt-marks-${caseId}`
  const [marks, set] = useState<Record<string, Mark>>(() => readMarks(key))
  const mark = (materialId: string, as: Mark | undefined) => {
    const { [materialId]: _, ...others } = marks
    const next = as ? { ...others, [materialId]: as } : others
    keepPreference(key, JSON.stringify(next))
    set(next)
  }
  return { marks, mark }
}

function readMarks(key: string): Record<string, Mark> {
  try {
    return JSON.parse(window.localStorage.getItem(key) ?? '{}')
  } catch {
    // Storage may be forbidden, or hold what another version wrote; marks then begin anew.
    return {}
  }
}
