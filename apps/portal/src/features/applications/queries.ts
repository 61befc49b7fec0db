import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  Application,
  ApplicationRow,
  EarlierMaterial,
  Submitted,
} from '@zhengtong/platform/nets/service/applications/contract.ts'
import { newKey } from '@zhengtong/ui/api/key.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'
import { useState } from 'react'

export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: async ({ signal }) => (await request<{ items: ApplicationRow[] }>('/applications', { signal })).items,
})

export function applicationQuery(id: string) {
  return queryOptions({
    queryKey: ['application', id],
    queryFn: ({ signal }) => request<Application>(pathOf(id), { signal }),
  })
}

/** What the party of an application handed in before. */
export function earlierQuery(id: string) {
  return queryOptions({
    queryKey: ['earlier-materials', id],
    queryFn: ({ signal }) => request<{ items: EarlierMaterial[] }>(`${pathOf(id)}/earlier-materials`, { signal }),
  })
}

type Started = {
  itemId: string
  renews?: string
  change?: string
  onBehalfOf?: string
  situations?: Record<string, string>
}

export const startApplication = (input: Started) =>
  request<Application>('/applications', { method: 'POST', body: input })

export function useStart() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: startApplication,
    onSuccess: (application) => {
      queries.setQueryData(applicationQuery(application.id).queryKey, application)
      void queries.invalidateQueries(applicationsQuery)
    },
  })
}

/** What is chosen and signed beside the form; each is given whole. */
export type Signed = {
  situations?: Record<string, string>
  follow?: string[]
  promises?: { key: string; version: number }[]
}

/** Every change of one application; each answer is the application as it now is, and the pages draw from that. */
export function useApplication(id: string) {
  const queries = useQueryClient()
  const keep = (application: Application) => {
    queries.setQueryData(applicationQuery(id).queryKey, application)
    return application
  }
  return {
    answer: async (answers: Record<string, unknown>, confirm?: string[], more: Signed = {}) =>
      keep(
        await request<Application>(pathOf(id), {
          method: 'PATCH',
          body: { answers, ...(confirm ? { confirm } : {}), ...more },
        }),
      ),
    dispute: async (pointer: string, claim: string) => {
      keep(await request<Application>(`${pathOf(id)}/disputes`, { method: 'POST', body: { pointer, claim } }))
    },
    putMaterial: async (key: string, file: File, onProgress: (share: number) => void) => {
      keep(await upload<Application>(materialPath(id, key), file, { method: 'PUT', onProgress }))
    },
    reuse: async (key: string, materialId: string) => {
      keep(await request<Application>(`${materialPath(id, key)}/reuse`, { method: 'POST', body: { materialId } }))
    },
    removeMaterial: async (key: string) => {
      keep(await request<Application>(materialPath(id, key), { method: 'DELETE' }))
    },
    discard: async () => {
      await request(pathOf(id), { method: 'DELETE' })
      await queries.invalidateQueries(applicationsQuery)
      queries.removeQueries(applicationQuery(id))
    },
  }
}

/** Submits once: the key stays the same for as long as the page is open, so a second press is the same submission. */
export function useSubmit(id: string) {
  const queries = useQueryClient()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: () => request<Submitted>(`${pathOf(id)}/submit`, { method: 'POST', body: { consent: true }, key }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['cases'] })
      void queries.invalidateQueries(applicationsQuery)
      void queries.invalidateQueries({ queryKey: ['credentials'] })
    },
  })
}

function pathOf(id: string): string {
  return `/applications/${encodeURIComponent(id)}`
}

function materialPath(id: string, key: string): string {
  return `${pathOf(id)}/materials/${encodeURIComponent(key)}`
}
