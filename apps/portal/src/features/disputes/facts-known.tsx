import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FactDispute } from '@zhengtong/platform/nets/service/disputes/contract.ts'
import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { request } from '@zhengtong/ui/api/request.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { SourceChip, StateMark, type Tone } from '@zhengtong/ui/components/marks.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { DisputeDialog } from '@zhengtong/ui/forms/dispute-dialog.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { pathOf } from '../cases/queries.ts'

const words = defineWords(
  {
    title: '从库里取的信息',
    help: '这些不是您填的，是办件时从数据库、证照里取的。有误的请点“有误”，由来源部门核实、更正，不耽误办件。',
    show: (count: number) => `看全部 ${count} 项`,
    wrong: '有误',
    taken: (day: string) => `${day}取得`,
    many: (count: number) => `${count} 条记录`,
    none: '没有记录',
    state: {
      open: (department: string) => `${department}正在核实`,
      corrected: () => '核实有误，已更正',
      upheld: () => '核实无误',
      withdrawn: () => '异议已撤回',
    },
    claimed: (claim: string) => `您说：${claim}`,
    progress: '看核实进度',
  },
  {
    title: 'What registers said',
    help: 'You did not enter these; they were taken from registers and credentials. If one is wrong say so: the department it came from checks and corrects it, and your case goes on.',
    show: (count) => `See all ${count}`,
    wrong: 'Wrong?',
    taken: (day) => `taken on ${day}`,
    many: (count) => `${count} records`,
    none: 'Nothing on record',
    state: {
      open: (department) => `${department} is checking`,
      corrected: () => 'It was wrong and is corrected',
      upheld: () => 'It was checked and stands',
      withdrawn: () => 'Dispute withdrawn',
    },
    claimed: (claim) => `You said: ${claim}`,
    progress: 'See how far the check is',
  },
)

const tones: Record<FactDispute['state'], Tone> = { open: 'work', corrected: 'good', upheld: 'soft', withdrawn: 'soft' }
type Fact = CaseView['facts'][number]

const fromOffices = ({ source }: Fact) => /^(register|credential)\//.test(source)

/** Facts of one's own case with where each came from, a way to say that it is wrong, and what was answered. */
export function FactsKnown({ view }: { view: CaseView }) {
  const t = useWords(words)
  const facts = view.facts.filter(fromOffices)
  const { data } = useQuery({
    queryKey: ['case', view.id, 'disputes'],
    queryFn: async ({ signal }) =>
      (await request<{ items: FactDispute[] }>(`${pathOf(view.id)}/disputes`, { signal })).items,
    enabled: facts.length > 0,
  })
  if (facts.length === 0) return null
  const rows = facts.map((fact) => (
    <FactRow
      key={fact.pointer}
      view={view}
      fact={fact}
      dispute={data?.findLast(({ pointer }) => pointer === fact.pointer)}
    />
  ))
  return (
    <Section title={t.title}>
      <p className="soft">{t.help}</p>
      <details>
        <summary>{t.show(facts.length)}</summary>
        <ul className="rows">{rows}</ul>
      </details>
    </Section>
  )
}

function FactRow({ view, fact, dispute }: { view: CaseView; fact: Fact; dispute?: FactDispute | undefined }) {
  const t = useWords(words)
  const format = useFormat()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const pick = usePick()
  const title = pick(fact.title ?? fact.pointer.slice(1), fact.titleEn)
  const said = useSaid(fact.value)
  const send = async (claim: string) => {
    await request(`${pathOf(view.id)}/disputes`, { method: 'POST', body: { pointer: fact.pointer, claim } })
    await queries.invalidateQueries({ queryKey: ['case', view.id] })
  }
  return (
    <li className="stack-8">
      <h3>{title}</h3>
      <p>{said}</p>
      <div className="row row--wrap">
        <SourceChip label={fact.sourceLabel} />
        <span className="soft">{t.taken(format.day(fact.fetchedAt))}</span>
        {dispute?.state === 'open' ? null : (
          <LinkButton onClick={() => setAsking(true)}>
            {t.wrong}
            <span className="unseen">{title}</span>
          </LinkButton>
        )}
      </div>
      {dispute ? (
        <>
          <p>
            <StateMark tone={tones[dispute.state]}>{t.state[dispute.state](dispute.department)}</StateMark>
          </p>
          <p className="soft">{t.claimed(dispute.claim)}</p>
          {dispute.answer ? <p>{dispute.answer}</p> : null}
          <p>
            <Link to="/cases/$id" params={{ id: dispute.caseId }}>
              {t.progress}
              <span className="unseen">{title}</span>
            </Link>
          </p>
        </>
      ) : null}
      {asking ? <DisputeDialog title={title} said={said} onClose={() => setAsking(false)} onSend={send} /> : null}
    </li>
  )
}

function useSaid(value: unknown): string {
  const t = useWords(words)
  if (value === null || value === undefined || value === '') return t.none
  if (Array.isArray(value)) return value.length === 0 ? t.none : t.many(value.length)
  return typeof value === 'object' ? Object.values(value).map(String).join('，') : String(value)
}
