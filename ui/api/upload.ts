import { ApiProblem } from './problem.ts'
import { address, headersFor, problemFrom } from './request.ts'

/** Sends one file as multipart and tells how much has gone, 0 to 1; fetch cannot tell. Throws ApiProblem like `request`. */
export function upload<Answer>(
  path: string,
  file: File,
  options: { method?: 'POST' | 'PUT'; onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Answer> {
  const { method = 'POST', onProgress, signal } = options
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest()
    sender.open(method, address(path))
    for (const [name, value] of Object.entries(headersFor(method))) sender.setRequestHeader(name, value)
    sender.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    sender.onload = () => {
      if (sender.status >= 200 && sender.status < 300)
        resolve((sender.responseText ? JSON.parse(sender.responseText) : undefined) as Answer)
      else reject(problemFrom(sender.status, sender.responseText))
    }
    sender.onerror = () => reject(new ApiProblem(0, {}))
    sender.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'))
    signal?.addEventListener('abort', () => sender.abort(), { once: true })
    const body = new FormData()
    body.append('file', file)
    sender.send(body)
  })
}
