import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '@zhengtong/ui/api/problem.ts'
import { address, headersFor, problemFrom } from '@zhengtong/ui/api/request.ts'
import { useEffect, useState } from 'react'

export const filePath = (caseId: string, materialId: string) => `/cases/${caseId}/materials/${materialId}/file`

/** The bytes of a material as an address for a picture or a frame; the address lives as long as the viewer. */
export function useFile(caseId: string, materialId: string) {
  const file = useQuery({
    queryKey: ['material', materialId],
    queryFn: async ({ signal }) => {
      const response = await fetch(address(filePath(caseId, materialId)), { headers: headersFor('GET'), signal }).catch(
        () => {
          throw new ApiProblem(0, {})
        },
      )
      if (!response.ok) throw problemFrom(response.status, await response.text())
      return response.blob()
    },
    // A material never changes: a new one is a new version.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file.data) return
    const made = URL.createObjectURL(file.data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file.data])
  return { file, url }
}
