import { queryOptions, useMutation } from '@tanstack/react-query'
import type { FileVerification, Verification } from '@zhengtong/platform/support/credentials/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { upload } from '@zhengtong/ui/api/upload.ts'

/** What anybody may know who holds the code. It is asked afresh each time: the status is that of this moment. */
export function verificationQuery(code: string) {
  return queryOptions({
    queryKey: ['verification', code],
    queryFn: ({ signal }) => request<Verification>(`/verifications/${encodeURIComponent(code)}`, { signal }),
    staleTime: 0,
  })
}

/** Checks a file: a sealed PDF or a proof bundle. */
export function useFileCheck() {
  return useMutation({
    mutationFn: ({ file, onProgress }: { file: File; onProgress: (share: number) => void }) =>
      upload<FileVerification>('/verifications', file, { onProgress }),
  })
}
