import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ActInput } from '@zhengtong/platform/support/cases/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'
import { useState } from 'react'
import { pathOf } from './queries.ts'

/** One act of the applicant. The key stays the same until the act has succeeded. */
export function useAct(id: string) {
  const queries = useQueryClient()
  const [key, setKey] = useState(newKey)
  return useMutation({
    mutationFn: (input: ActInput) => request(`${pathOf(id)}/acts`, { method: 'POST', body: input, key }),
    onSuccess: async () => {
      setKey(newKey())
      void queries.invalidateQueries({ queryKey: ['cases'] })
      await queries.invalidateQueries({ queryKey: ['case', id] })
    },
  })
}

export function useCaseMaterial(id: string) {
  const queries = useQueryClient()
  return async (key: string, file: File, onProgress: (share: number) => void) => {
    await upload(`${pathOf(id)}/materials/${encodeURIComponent(key)}`, file, { onProgress })
    await queries.invalidateQueries({ queryKey: ['case', id] })
  }
}
