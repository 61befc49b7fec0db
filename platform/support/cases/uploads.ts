import type { Readable } from 'node:stream'

/** What people may hand in, by its bytes. */
export const acceptedKinds = ['application/pdf', 'image/jpeg', 'image/png', 'application/ofd'] as const
export const materialLimit = 20 * 1024 * 1024

export type UploadedFile = { name: string; bytes: Readable }

/** The name a person gave a file: shown, never used as a path. */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const clean = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return clean === '' || clean === '.' || clean === '..' ? '未命名' : clean.slice(-120)
}
