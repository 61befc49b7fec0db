import type { QueryClient } from '@tanstack/react-query'

/**
 * What the server already wrote into the page, by the path the page would ask for. It is shown at once and asked again, since
 * the server wrote it for a stranger.
 */
export function takeFirstData(queries: QueryClient): void {
  const text = document.getElementById('first-data')?.textContent
  if (!text) return
  const answers: Record<string, unknown> = JSON.parse(text)
  for (const [path, answer] of Object.entries(answers)) {
    const [, kind, first, , second] = path.split('/')
    const keep = (key: unknown[], data: unknown) => queries.setQueryData(key, data, { updatedAt: 1 })
    if (kind === 'items' && first) keep(['guide', first], answer)
    else if (kind === 'open-data' && first) keep(['open-data', 'dataset', path.split('/')[3]], answer)
    else if (kind === 'life-maps' && first) keep(['life-maps', first, second], answer)
    else if (kind === 'life-maps') keep(['life-maps'], (answer as { maps: unknown }).maps)
  }
}
