/** An item somebody looked at, as this device remembers it. */
export type RecentItem = { id: string; name: string; nameEn?: string }

const place = 'zt-recent-items'
const mostKept = 4

/** The items looked at last, the latest first; none where the browser keeps nothing. */
export function recentItems(): RecentItem[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isItem) : []
  } catch {
    // Storage may be forbidden, or hold what an older page wrote: then there is nothing to show.
    return []
  }
}

export function rememberItem({ id, name, nameEn }: RecentItem): void {
  const others = recentItems().filter((each) => each.id !== id)
  const kept = [{ id, name, ...(nameEn ? { nameEn } : {}) }, ...others].slice(0, mostKept)
  try {
    localStorage.setItem(place, JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing forgets this, too; the page works as well.
  }
}

/** Who signs out on a shared machine leaves no trace of what they looked at. */
export function forgetItems(): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

const isItem = (value: unknown): value is RecentItem =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'name' in value &&
  typeof value.id === 'string' &&
  typeof value.name === 'string'
