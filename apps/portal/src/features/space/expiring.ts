import type { CredentialLine } from '@zhengtong/platform/support/credentials/contract.ts'

/** Long enough to renew in time: the longest prior notice of a renewal is ninety working days, most are thirty days. */
const SOON = 90
const dayMillis = 86_400_000

/** Credentials that end within ninety days of a day of the city, the first to end first, with the days that are left. */
export function expiringSoon(rows: readonly CredentialLine[], today: string): { row: CredentialLine; days: number }[] {
  return rows
    .flatMap((row) => (row.validTo ? [{ row, days: (Date.parse(row.validTo) - Date.parse(today)) / dayMillis }] : []))
    .filter(({ days }) => days >= 0 && days <= SOON)
    .sort((a, b) => a.days - b.days)
}
