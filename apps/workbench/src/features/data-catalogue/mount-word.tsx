import type { EntryRow } from '@zhengtong/platform/nets/data/catalogue/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

/** Whether the data behind an entry answers. */
export function MountWord({ of: { mount, test } }: { of: Pick<EntryRow, 'mount' | 'test'> }) {
  const w = useWords(words)
  if (!mount) return <StateWord tone="yellow">{w.notMounted}</StateWord>
  if (!test) return <StateWord tone="yellow">{w.untested}</StateWord>
  return test.ok ? <StateWord tone="green">{w.mounted}</StateWord> : <StateWord tone="red">{w.broken}</StateWord>
}
