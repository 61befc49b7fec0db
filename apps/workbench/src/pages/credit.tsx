import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { CreditDialog, type Doing } from '../features/credit/dialogs.tsx'
import { CreditList, type Place } from '../features/credit/lists.tsx'
import { words } from '../features/credit/words.ts'
import { Choice } from '../parts/choice.tsx'
import { CopyAddress } from '../parts/copy-address.tsx'
import { useTitle } from '../parts/title.ts'

const places: readonly Place[] = ['listings', 'requests', 'duties', 'warnings', 'watches', 'models']
const acts = ['consult', 'fact', 'import', 'list', 'watch', 'trial'] as const

/** What credit officers and handling officials work with: facts, lists, requests, measures to report, warnings, models. */
export function CreditPage() {
  const w = useWords(words)
  const { show } = useSearch({ from: '/work/credit' })
  const navigate = useNavigate()
  const [doing, setDoing] = useState<Doing>()
  const place = places.find((each) => each === show) ?? 'facts'
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
          value={show}
          options={places.map((value) => ({ value, label: w.places[value] }))}
          onChange={(next) => void navigate({ to: '/credit', search: { show: next }, replace: true })}
        />
        <span className="grow" />
        {acts.map((what) => (
          <Button key={what} type={what === 'consult' ? 'primary' : 'default'} onClick={() => setDoing({ what })}>
            {w.act[what]}
          </Button>
        ))}
        <CopyAddress />
      </div>
      <CreditList key={place} place={place} onAct={setDoing} />
      {doing && <CreditDialog doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  )
}
