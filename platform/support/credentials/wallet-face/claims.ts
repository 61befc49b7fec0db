import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import type { CredentialRecord, CredentialType } from '../contract.ts'

/** Ages that laws ask for: 16 work (劳动法 Art. 15), 18 full capacity (民法典 Art. 17), 60 and 65 benefits of the old. */
export const ages = [16, 18, 60, 65] as const

/** 居民身份证 in the code list of certificates (GA/T 2000.156), and as programs write it. */
const residentCards = new Set(['111', 'citizen-id'])

/** A claim that a holder can show by itself, and what people call it. */
export type WalletClaim = { name: string; title: string; titleEn?: string }

const own: WalletClaim[] = [
  { name: 'number', title: '编号', titleEn: 'Number' },
  { name: 'holder_name', title: '持有人', titleEn: 'Holder' },
  { name: 'verify_code', title: '查验码', titleEn: 'Verify code' },
  { name: 'birthdate', title: '出生日期', titleEn: 'Date of birth' },
  ...ages.map((age) => ({ name: `age_over_${age}`, title: `年满 ${age} 周岁`, titleEn: `Aged ${age} or over` })),
]

/** The claims that a type can have, in the order people read them. Elements keep their key. */
export function walletClaims(type: CredentialType): WalletClaim[] {
  const elements = Object.entries(type.elements.properties).map(([name, element]) => ({
    name,
    title: element.title,
    ...(element['x-en'] ? { titleEn: element['x-en'] } : {}),
  }))
  return [...own, ...elements]
}

/**
 * Every claim of one credential, each to be shown or kept back by itself. Of a natural person with an ID number the date of
 * birth and the ages reached are claims of their own, so that who is asked for the age need not tell the day.
 */
export function claimsOf(
  record: CredentialRecord,
  idNumber: string | undefined,
  today: string,
): Record<string, unknown> {
  const parsed = residentCards.has(record.holder.idType ?? '') && idNumber ? parseCitizenId(idNumber, today) : undefined
  const born = parsed?.ok ? parsed.value.birthDate : undefined
  return {
    number: record.number,
    holder_name: record.holder.name,
    verify_code: record.verifyCode,
    ...(born ? { birthdate: born } : {}),
    ...(born ? Object.fromEntries(ages.map((age) => [`age_over_${age}`, isOver(born, age, today)])) : {}),
    ...record.elements,
  }
}

/** Of age from the birthday on; who was born on 29 February reaches it on 1 March of a common year. */
function isOver(born: string, age: number, today: string): boolean {
  const birthday = `${Number(born.slice(0, 4)) + age}${born.slice(4)}`
  return today >= birthday
}
