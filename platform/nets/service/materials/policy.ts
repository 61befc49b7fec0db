import type { HeldFile, KeptFile } from './file.ts'

/** A file that a case holds stays with the case (行政许可法第61条: the file of a licence is kept whole). */
export const mayDelete = (held: readonly HeldFile[], kept: KeptFile | undefined): boolean =>
  kept !== undefined && held.length === 0

/** What is past its day is shown, and not used again. */
export const mayReuse = (expiresOn: string | undefined, today: string): boolean =>
  expiresOn === undefined || today <= expiresOn
