import type { OfdFiles, OfdStamp } from './document.ts'
import { say } from './document.ts'
import { childOf, element, readXml, textElement, unreadable, xmlFile } from './xml.ts'

/** Where the one signature of a document lies (GB/T 33190-2016, 18). */
export const signaturePaths = {
  list: 'Doc_0/Signs/Signatures.xml',
  description: 'Doc_0/Signs/Sign_0/Signature.xml',
  seal: 'Doc_0/Signs/Sign_0/Seal.esl',
  value: 'Doc_0/Signs/Sign_0/SignedValue.dat',
} as const

export type SignatureDescription = {
  provider: string
  /** OIDs: how it is signed, and with what the files are digested. */
  method: string
  checkMethod: string
  /** `YYYYMMDDhhmmssZ` */
  at: string
  stamps: readonly OfdStamp[]
}

/** Adds the description of a signature over all files that the document has now, and returns its bytes: what is digested and signed. */
export function describeSignature(
  files: OfdFiles,
  description: SignatureDescription,
  digest: (bytes: Uint8Array) => Buffer,
): Buffer {
  const pageIds = readXml(files.get('Doc_0/Document.xml')!, 'Doc_0/Document.xml')
    .children.filter(({ name }) => name === 'Pages')
    .flatMap(({ children }) => children.map(({ attributes }) => attributes.ID))
  const references = [...files].map(([path, bytes]) =>
    element('Reference', { FileRef: `/${path}` }, textElement('CheckValue', digest(bytes).toString('base64'))),
  )
  const stamps = description.stamps.map(({ page, x, y, width, height }, i) =>
    element('StampAnnot', {
      ID: i + 1,
      PageRef: pageIds[page],
      Boundary: [x, y, width, height].map(say).join(' '),
    }),
  )
  const signed =
    element('Provider', { ProviderName: description.provider, Version: '1.0', Company: description.provider }) +
    textElement('SignatureMethod', description.method) +
    textElement('SignatureDateTime', description.at) +
    element('References', { CheckMethod: description.checkMethod }, references.join('')) +
    stamps.join('') +
    element('Seal', {}, textElement('BaseLoc', `/${signaturePaths.seal}`))
  const bytes = xmlFile(
    'Signature',
    {},
    element('SignedInfo', {}, signed) + textElement('SignedValue', `/${signaturePaths.value}`),
  )
  const entry = element('Signature', { ID: 1, Type: 'Seal', BaseLoc: `/${signaturePaths.description}` })
  files.set(signaturePaths.list, xmlFile('Signatures', {}, textElement('MaxSignId', '1') + entry))
  files.set(signaturePaths.description, bytes)
  return bytes
}

export type ReadSignature = {
  description: Buffer
  method: string
  checkMethod: string
  references: { path: string; value: Buffer }[]
  seal: Buffer
  value: Buffer
  /** What `CustomData` says, by name. */
  data: Record<string, string>
}

/** Reads the one signature of a package of ours; undefined when it has none. Refuses `ofd.unreadable` one that is broken. */
export function readSignature(files: OfdFiles): ReadSignature | undefined {
  const file = (path: string) => {
    const bytes = files.get(path)
    if (!bytes) throw unreadable(`${path} is missing`)
    return bytes
  }
  const entry = childOf(readXml(file('OFD.xml'), 'OFD.xml'), 'DocBody')
  if (childOf(entry, 'Signatures')?.text !== signaturePaths.list || !files.has(signaturePaths.list)) return undefined
  const list = readXml(file(signaturePaths.list), signaturePaths.list)
  const listed = list.children.filter(({ name }) => name === 'Signature')
  if (listed.length !== 1 || listed[0]?.attributes.BaseLoc !== `/${signaturePaths.description}`)
    throw unreadable('it has not exactly the one signature of its issuer')
  const description = file(signaturePaths.description)
  const root = readXml(description, signaturePaths.description)
  const signed = childOf(root, 'SignedInfo')
  const references = childOf(signed, 'References')
  const custom = childOf(childOf(entry, 'DocInfo'), 'CustomDatas')?.children ?? []
  return {
    description,
    method: childOf(signed, 'SignatureMethod')?.text ?? '',
    checkMethod: references?.attributes.CheckMethod ?? '',
    references: (references?.children ?? []).map((each) => ({
      path: (each.attributes.FileRef ?? '').replace(/^\//, ''),
      value: Buffer.from(childOf(each, 'CheckValue')?.text ?? '', 'base64'),
    })),
    seal: file(signaturePaths.seal),
    value: file(signaturePaths.value),
    data: Object.fromEntries(custom.map(({ attributes, text }) => [attributes.Name ?? '', text])),
  }
}
