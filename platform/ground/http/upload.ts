import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/errors.ts'

/** The file of a form as it arrives: the name its sender gave it, which nobody trusts, and its bytes. */
export type Upload = { name: string; bytes: Readable }

/**
 * The file of a multipart request. Refuses with `http.malformed` what is no form, holds no file, or breaks off, and with
 * `files.too-large` a file over `maxBytes`; the last two while the bytes are read.
 */
export async function uploadOf(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  const part = await request
    .file({ limits: { fileSize: maxBytes }, throwFileSizeLimit: false })
    .catch((error: Error) => Promise.reject('statusCode' in error ? error : brokenForm(error)))
  if (!part) throw new Refusal('invalid', 'http.malformed', 'Send one file as multipart/form-data')
  return { name: part.filename ?? '', bytes: Readable.from(bytesOf(part.file, maxBytes)) }
}

async function* bytesOf(file: Readable & { truncated: boolean }, maxBytes: number): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of file) yield chunk as Buffer
  } catch (error) {
    throw brokenForm(error as Error)
  }
  if (file.truncated)
    throw new Refusal('invalid', 'files.too-large', `The file is over ${maxBytes} bytes`, { maxBytes })
}

/** The parser of forms throws plain errors, and whatever it says is about what was sent. */
function brokenForm({ message }: Error): Refusal {
  return new Refusal('invalid', 'http.malformed', `The form cannot be read: ${message}`)
}
