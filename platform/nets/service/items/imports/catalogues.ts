import { guangan } from './guangan.ts'
import { guangdong } from './guangdong.ts'
import type { Catalogue } from './mapping.ts'

/** Every way of writing a catalogue we can read; a new portal is one file and one line here. */
export const catalogues: readonly Catalogue[] = [guangdong, guangan]

export function findCatalogue(system: string): Catalogue | undefined {
  return catalogues.find((catalogue) => catalogue.system === system)
}
