import type { Rerun } from '@zhengtong/platform/support/reruns/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { words } from './words.ts'

const tones = { queued: 'yellow', running: 'yellow', done: 'green', failed: 'red' } as const

export function RunState({ run: { state } }: { run: Rerun }) {
  const w = useWords(words)
  return <StateWord tone={tones[state]}>{w.stateWord[state]}</StateWord>
}
