import { useQuery } from '@tanstack/react-query'
import type { Happening, Simulated } from '@zhengtong/platform/support/cases/simulation/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { Content } from '../../parts/content.tsx'
import { Note } from '../../parts/note.tsx'
import { Drawing } from '../standing/drawing.tsx'
import { words as standing } from '../standing/words.ts'
import { Choices } from './choices.tsx'
import { FrameSaid } from './frame-said.tsx'
import { words } from './words.ts'

type Played = { happening: Happening; said: string }

/** A case played step by step: the token through the drawing, what would come, and what may happen next. */
export function Simulator(props: {
  of: unknown
  ask: (happens: Happening[], signal: AbortSignal) => Promise<Simulated>
}) {
  const { of, ask } = props
  const w = useWords(words)
  const [played, setPlayed] = useState<Played[]>([])
  const [at, setAt] = useState(0)
  const happens = played.map(({ happening }) => happening)
  const simulated = useQuery({
    queryKey: ['simulation', of, happens],
    queryFn: ({ signal }) => ask(happens, signal),
    placeholderData: (before) => before,
  })
  return (
    <Content of={simulated} rows={8}>
      {(result) => {
        const last = result.after.length - 1
        const shown = Math.min(at, last)
        const look = result.after[shown]
        return (
          <div className="flow">
            <nav className="line-row line-row--wrap" aria-label={w.steps}>
              <Button disabled={shown <= 0} onClick={() => setAt(shown - 1)}>
                {w.back}
              </Button>
              <Button disabled={shown >= last} onClick={() => setAt(shown + 1)}>
                {w.forward}
              </Button>
              <span className="soft">{w.place(shown + 1, result.after.length)}</span>
            </nav>
            {result.refused && (
              <Note tone="danger" alert>
                {w.refused(result.refused.detail)}
              </Note>
            )}
            {look && (
              <div className="simulation">
                <div className="flow">
                  <FrameSaid look={look} />
                  <Choices
                    key={`${shown} ${played.length}`}
                    look={look}
                    busy={simulated.isFetching}
                    onChoose={(happening, said) => {
                      // Another choice at an earlier step drops what was played after it.
                      const kept = played.slice(0, shown)
                      setPlayed([...kept, { happening, said }])
                      setAt(shown + 1)
                    }}
                  />
                  <Steps played={played} shown={shown} onShow={setAt} />
                </div>
                <Marked result={result} shown={shown} />
              </div>
            )}
          </div>
        )
      }}
    </Content>
  )
}

function Steps({ played, shown, onShow }: { played: Played[]; shown: number; onShow: (at: number) => void }) {
  const w = useWords(words)
  if (played.length === 0) return null
  const all = [w.submitted, ...played.map(({ said }) => said)]
  return (
    <section aria-labelledby="simulation-steps">
      <h2 id="simulation-steps">{w.steps}</h2>
      <ol>
        {all.map((said, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may happen twice
          <li key={index} aria-current={index === shown ? 'step' : undefined}>
            <Button type="link" size="small" onClick={() => onShow(index)}>
              {said}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The drawing with the token where it is at this step, and a tick where it has been. */
function Marked({ result, shown }: { result: Simulated; shown: number }) {
  const s = useWords(standing)
  const pick = usePick()
  const here = new Set(result.after[shown]?.here)
  const before = new Set(result.after.slice(0, shown).flatMap((look) => look.here))
  const nodes = result.diagram.nodes.map((each) => ({
    ...each,
    mark: here.has(each.node) ? ('here' as const) : before.has(each.node) ? ('passed' as const) : ('ahead' as const),
  }))
  return (
    <section className="flow">
      <p className="soft">{s.flow(pick(result.flow.name, result.flow.nameEn), result.flow.version)}</p>
      <Drawing diagram={{ ...result.diagram, nodes }} />
    </section>
  )
}
