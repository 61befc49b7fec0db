import type { CredentialWithMay, Verification } from '#support/credentials/contract.ts'
import type { ShownCredential } from './contract.ts'

const basicFields = [
  ['number', '编号'],
  ['holder', '持有人'],
  ['validTo', '有效期至'],
] as const

/** What a holder may choose of a credential, by key: what everybody reads on it, and the elements its type lets others read. */
export function choosable({ faceItems, grantable }: CredentialWithMay): Map<string, string> {
  const elements = faceItems.filter(({ key }) => grantable.includes(key))
  return new Map([...basicFields, ...elements.map(({ key, title }) => [key, title] as const)])
}

/** A credential on a card: the chosen fields and no others, as the record says them now. */
export function chosenOf(found: CredentialWithMay, fields: readonly string[], genuine: boolean): ShownCredential {
  const { credential, faceItems } = found
  const { record } = credential
  const values = [
    { key: 'number', title: '编号', value: record.number },
    { key: 'holder', title: '持有人', value: record.holder.name },
    ...(record.validTo ? [{ key: 'validTo', title: '有效期至', value: record.validTo }] : []),
    ...faceItems.map(({ key, title, value }) => ({ key, title, value })),
  ]
  return {
    name: record.type.name,
    nameEn: record.type.nameEn,
    issuer: record.issuer.name,
    status: credential.status,
    genuine,
    fields: values.filter(({ key }) => fields.includes(key)),
  }
}

/** A licence on the code of a firm: what anybody may read of it by its own code. */
export function publicOf(verification: Verification): ShownCredential {
  const { type, number, issuer, status, validTo, genuine, elements } = verification
  return {
    ...{ name: type.name, nameEn: type.nameEn, number, issuer, status, genuine },
    ...(validTo ? { validTo } : {}),
    fields: elements.map(({ key, title, value }) => ({ key, title, value })),
  }
}
