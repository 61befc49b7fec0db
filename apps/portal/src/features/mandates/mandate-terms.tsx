import { useQuery } from '@tanstack/react-query'
import { type MandateAct, mandateActs } from '@zhengtong/platform/support/identity/contract.ts'
import { Choice, FieldFrame } from '@zhengtong/ui/components/field.tsx'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { suggestionsQuery } from '../items/queries.ts'
import { mandateWords } from './words.ts'

const words = defineWords(
  {
    which: '哪些事项',
    all: '全部事项',
    some: '只限下面几件',
    search: '查找事项',
    searchHelp: '输入名称里的字，再勾选。只限几件事的授权，只能用来申请和跟进。',
    what: '能做什么',
    until: '到哪一天为止（含当天）',
    untilHelp: '最长三年。到期自动失效。',
    reason: '为什么授权',
    reasonHelp: '例如：长期在外地，请他代办食品经营许可。',
  },
  {
    which: 'In which matters',
    all: 'Every matter',
    some: 'Only these',
    search: 'Find a matter',
    searchHelp: 'Type part of its name, then tick it. For named matters one may apply and follow up only.',
    what: 'What they may do',
    until: 'Until which day (included)',
    untilHelp: 'Three years at most. It ends by itself.',
    reason: 'Why',
    reasonHelp: 'For example: I am away for long, she applies for the food licence for me.',
  },
)

export type Terms = {
  only: boolean
  items: { id: string; name: string }[]
  acts: MandateAct[]
  until: string
  reason: string
}

/** In what, what for, until when and why: the same for who gives and who asks. */
export function MandateTerms({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
  const t = useWords(words)
  const said = useWords(mandateWords)
  const set = (change: Partial<Terms>) => onChange({ ...terms, ...change })
  const toggle = (act: MandateAct) =>
    set({ acts: mandateActs.filter((each) => (each === act ? !terms.acts.includes(act) : terms.acts.includes(each))) })
  return (
    <>
      <FieldFrame id="which" frame="legend" label={t.which}>
        <Choice type="radio" name="which" checked={!terms.only} onChange={() => set({ only: false })}>
          {t.all}
        </Choice>
        <Choice type="radio" name="which" checked={terms.only} onChange={() => set({ only: true, acts: ['apply'] })}>
          {t.some}
        </Choice>
      </FieldFrame>
      {terms.only ? <Matters chosen={terms.items} onChange={(items) => set({ items })} /> : null}
      {terms.only ? null : (
        <FieldFrame id="what" frame="legend" label={t.what}>
          {mandateActs.map((act) => (
            <Choice key={act} type="checkbox" checked={terms.acts.includes(act)} onChange={() => toggle(act)}>
              {said.acts[act]}
            </Choice>
          ))}
        </FieldFrame>
      )}
      <FieldFrame id="until" frame="label" label={t.until} help={t.untilHelp}>
        <input
          id="until"
          type="date"
          className="input"
          aria-describedby="until-help"
          value={terms.until}
          onChange={({ target }) => set({ until: target.value })}
        />
      </FieldFrame>
      <FieldFrame id="reason" frame="label" label={t.reason} help={t.reasonHelp}>
        <input
          id="reason"
          className="input"
          maxLength={200}
          aria-describedby="reason-help"
          value={terms.reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
      </FieldFrame>
    </>
  )
}

function Matters({ chosen, onChange }: { chosen: Terms['items']; onChange: (items: Terms['items']) => void }) {
  const t = useWords(words)
  const pick = usePick()
  const [q, setQ] = useState('')
  const found = useQuery(suggestionsQuery(q.trim()))
  const offered = (q.trim() ? (found.data?.items ?? []) : []).map(({ id, name, nameEn }) => ({
    id,
    name: pick(name, nameEn),
  }))
  const shown = [...chosen, ...offered.filter(({ id }) => !chosen.some((each) => each.id === id))]
  return (
    <FieldFrame id="matters" frame="label" label={t.search} help={t.searchHelp}>
      <input
        id="matters"
        className="input"
        type="search"
        aria-describedby="matters-help"
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      {shown.map((item) => {
        const isChosen = chosen.some(({ id }) => id === item.id)
        return (
          <Choice
            key={item.id}
            type="checkbox"
            checked={isChosen}
            onChange={() => onChange(isChosen ? chosen.filter(({ id }) => id !== item.id) : [...chosen, item])}
          >
            {item.name}
          </Choice>
        )
      })}
    </FieldFrame>
  )
}
