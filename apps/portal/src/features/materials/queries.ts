import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { OwnMaterial } from '@zhengtong/platform/nets/service/materials/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'

/** Whose: a party one acts for; oneself when undefined. */
export type Whose = string | undefined

export function materialsQuery(onBehalfOf: Whose) {
  return queryOptions({
    queryKey: ['materials', onBehalfOf ?? ''],
    queryFn: async ({ signal }) =>
      (await request<{ items: OwnMaterial[] }>('/me/materials', { query: { onBehalfOf }, signal })).items,
  })
}

export function useMaterials(onBehalfOf: Whose) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['materials', onBehalfOf ?? ''] })
  const path = (id: string, more = '') =>
    `/me/materials/${encodeURIComponent(id)}${more}${onBehalfOf ? `?onBehalfOf=${encodeURIComponent(onBehalfOf)}` : ''}`
  const remove = useMutation({ mutationFn: (id: string) => request(path(id), { method: 'DELETE' }), onSuccess: again })
  const setExpiry = useMutation({
    mutationFn: ({ id, expiresOn }: { id: string; expiresOn: string | null }) =>
      request(path(id, '/expiry'), { method: 'PUT', body: { expiresOn } }),
    onSuccess: again,
  })
  const keep = async (file: File, onProgress: (share: number) => void) => {
    await upload(`/me/materials${onBehalfOf ? `?onBehalfOf=${encodeURIComponent(onBehalfOf)}` : ''}`, file, {
      onProgress,
    })
    await again()
  }
  return { remove, setExpiry, keep }
}

/** Where the bytes of a material are. */
export const fileOf = ({ file, kept }: OwnMaterial, onBehalfOf: Whose) => address(file, kept ? { onBehalfOf } : {})
