/** What was typed on a page of a form and not yet saved, as this tab keeps it: a lost network, a reload or an ended session takes nothing. */
const prefix = 'zt-typed '
const ownerPlace = 'zt-typed-by'

const place = (applicationId: string, page: string) => `${prefix}${applicationId} ${page}`

export function keptTyped(applicationId: string, page: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(applicationId, page)) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  } catch {
    // A browser that keeps nothing has nothing to give back.
    return {}
  }
}

export function keepTyped(applicationId: string, page: string, answers: Record<string, unknown>): void {
  try {
    sessionStorage.setItem(place(applicationId, page), JSON.stringify(answers))
  } catch {
    // Full or forbidden storage: saving on the server goes on as ever.
  }
}

/** Saved, so no longer needed here. */
export function forgetTyped(applicationId: string, page: string): void {
  try {
    sessionStorage.removeItem(place(applicationId, page))
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

export function forgetAllTyped(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
    sessionStorage.removeItem(ownerPlace)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/** Whoever signs in again finds what they typed; anybody else finds nothing of it. */
export function keepTypedOnlyOf(accountId: string): void {
  try {
    if (sessionStorage.getItem(ownerPlace) === accountId) return
    forgetAllTyped()
    sessionStorage.setItem(ownerPlace, accountId)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}
