import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Promised, PromiseVerb } from '@zhengtong/platform/nets/service/promises/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { PromiseDialog } from '../features/promises/act-dialog.tsx'
import { PromiseList } from '../features/promises/promise-list.tsx'
import { words } from '../features/promises/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Choice } from '../parts/choice.tsx'
import { Content } from '../parts/content.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { More } from '../parts/more.tsx'
import { usePaged } from '../parts/paged.ts'
import { useTitle } from '../parts/title.ts'

const states = ['to-check', 'rectifying', 'false', 'kept', 'annulled', 'signed', 'void'] as const

/** 告知承诺 after the grant: what must be checked, by when, and what came of it. */
export function PromisesPage() {
  const w = useWords(words)
  const { state } = useSearch({ from: '/work/promises' })
  const navigate = useNavigate()
  const promises = usePaged<Promised>('promises', '/promises', { state })
  const [acting, setActing] = useState<{ promise: Promised; verb: PromiseVerb }>()
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
      </div>
      <div className="filters">
        <Choice
          label={w.show}
          any={w.any}
          width={240}
          value={state}
          options={states.map((value) => ({ value, label: w.state[value] }))}
          onChange={(next) => void navigate({ to: '/promises', search: { state: next }, replace: true })}
        />
        <span className="grow" />
        <CopyAddress />
      </div>
      <div className="list-box">
        <Content of={promises.list}>
          {(rows) =>
            rows.length > 0 ? (
              <PromiseList rows={rows} onAct={(promise, verb) => setActing({ promise, verb })} />
            ) : (
              <Blank icon={ClipboardCheck} title={state ? w.noneTitle : w.emptyTitle}>
                <p>{state ? w.none : w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
      {promises.rows && promises.rows.length > 0 && <More of={promises} />}
      {acting && <PromiseDialog {...acting} onClose={() => setActing(undefined)} />}
    </>
  )
}
