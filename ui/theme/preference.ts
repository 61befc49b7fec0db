/** A choice kept in this browser, or the fallback when none was made, it is unknown, or storage is switched off. */
export function readPreference<Choice extends string>(
  key: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const kept = storage()?.getItem(key)
  return choices.find((choice) => choice === kept) ?? fallback
}

/** Keeps a choice for the next visit. Where storage is switched off it lasts as long as the page. */
export function keepPreference(key: string, choice: string): void {
  storage()?.setItem(key, choice)
}

function storage(): Storage | undefined {
  try {
    return window.localStorage
  } catch {
    // Browsers throw here when the person forbids storage; a preference is then not kept.
    return undefined
  }
}
