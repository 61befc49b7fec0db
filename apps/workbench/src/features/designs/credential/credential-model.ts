import type { CredentialType } from '@zhengtong/platform/support/credentials/contract.ts'

export type LicenceType = CredentialType & { face: { layout: 'licence' } }

/** Reads a draft as far as this editor edits it: licences and certificates, not letters. */
export function readLicence(text: string): LicenceType | undefined {
  try {
    const data = JSON.parse(text) as Partial<CredentialType>
    return data.elements?.properties && data.face?.layout === 'licence' ? (data as LicenceType) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What is asked about one element of the face. */
export type ElementRow = {
  key: string
  title: string
  titleEn: string
  type: 'string' | 'number' | 'integer' | 'array'
  required: boolean
  isPublic: boolean
  onFace: boolean
}

/** The elements in the order of the face; those that the face does not show come last. */
export function elementsOf({ elements, disclosure, face }: LicenceType): ElementRow[] {
  const place = (key: string) => (face.lines.includes(key) ? face.lines.indexOf(key) : face.lines.length)
  return Object.entries(elements.properties)
    .map(([key, { title, type, ...rest }]) => ({
      ...{ key, title, titleEn: rest['x-en'] ?? '', type },
      required: elements.required?.includes(key) ?? false,
      isPublic: disclosure.public.includes(key),
      onFace: face.lines.includes(key),
    }))
    .sort((one, other) => place(one.key) - place(other.key))
}

/** Writes the rows to the four places that know elements; what the rows do not say of an element stays. */
export function withElements(type: LicenceType, rows: readonly ElementRow[]): LicenceType {
  const keysOf = (which: (row: ElementRow) => boolean) => rows.filter(which).map(({ key }) => key)
  const old = type.elements.properties
  return {
    ...type,
    elements: {
      ...type.elements,
      properties: Object.fromEntries(
        rows.map(({ key, title, titleEn, type: kind }) => [key, { ...old[key], title, 'x-en': titleEn, type: kind }]),
      ),
      required: keysOf(({ required }) => required),
    },
    disclosure: { ...type.disclosure, public: keysOf(({ isPublic }) => isPublic) },
    face: { ...type.face, lines: keysOf(({ onFace }) => onFace) },
  }
}

/** A name of its own for another element. */
export function nextKey(rows: readonly ElementRow[]): string {
  let number = rows.length + 1
  while (rows.some(({ key }) => key === `element${number}`)) number++
  return `element${number}`
}

export type ValidityKind = 'none' | 'years' | 'months' | 'until'

export function validityOf({ validity }: LicenceType): { kind: ValidityKind; value: number | string } {
  if (validity === 'none') return { kind: 'none', value: '' }
  if ('years' in validity) return { kind: 'years', value: validity.years }
  return 'months' in validity ? { kind: 'months', value: validity.months } : { kind: 'until', value: validity.until }
}

export function withValidity(type: LicenceType, kind: ValidityKind, value: number | string): LicenceType {
  const validity: Record<ValidityKind, () => CredentialType['validity']> = {
    none: () => 'none',
    years: () => ({ years: Number(value) || 1 }),
    months: () => ({ months: Number(value) || 12 }),
    until: () => ({ until: typeof value === 'string' && value ? value : 'issued + @"P1Y"' }),
  }
  return { ...type, validity: validity[kind]() }
}
