import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { AbnormalCase, SupervisionView } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { address, request } from '@zhengtong/ui/api/request.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { Blank } from '../../parts/blank.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Content } from '../../parts/content.tsx'
import { Note } from '../../parts/note.tsx'
import { CaseList } from './case-list.tsx'
import { Figures } from './figures.tsx'
import { IssueDialog } from './issue-dialog.tsx'
import { words } from './words.ts'

/** How often what happens now is asked again, in milliseconds. */
const often = 30_000

/** Figures of the offices, and the cases that rules find; from each a notice may be issued. */
export function Abnormal() {
  const w = useWords(words)
  const pick = usePick()
  const { rule, departmentId, channel, state } = useSearch({ from: '/work/supervision' })
  const navigate = useNavigate()
  const [about, setAbout] = useState<AbnormalCase>()
  const query = { rule, departmentId, channel, state }
  const view = useQuery({
    queryKey: ['supervision', 'view'],
    queryFn: ({ signal }) => request<SupervisionView>('/supervision', { signal }),
    refetchInterval: often,
  })
  const cases = useQuery({
    queryKey: ['supervision', 'cases', query],
    queryFn: ({ signal }) => request<{ items: AbnormalCase[] }>('/abnormal-cases', { query, signal }),
    refetchInterval: often,
  })
  const look = (more: Partial<typeof query>) =>
    void navigate({ to: '/supervision', search: { ...query, ...more }, replace: true })
  const filtered = Object.values(query).some(Boolean)
  return (
    <Content of={view}>
      {(now) => (
        <>
          {!now.whole && <Note tone="wait">{w.partly}</Note>}
          <Figures of={now} />
          <section aria-labelledby="supervision-cases">
            <h2 id="supervision-cases" className="pad">
              {w.abnormal}
            </h2>
            <div className="filters">
              <Choice
                {...{ label: w.rule, any: w.any, width: 240, value: rule }}
                options={now.rules.map(({ key, name, nameEn, count }) => ({
                  value: key,
                  label: `${pick(name, nameEn)} ${count}`,
                }))}
                onChange={(next) => look({ rule: next })}
              />
              <Choice
                {...{ label: w.office, any: w.any, width: 280, value: departmentId }}
                options={now.offices.map((each) => ({ value: each.departmentId, label: each.department }))}
                onChange={(next) => look({ departmentId: next })}
              />
              <Choice
                {...{ label: w.state, any: w.any, value: state }}
                options={(['open', 'closed'] as const).map((value) => ({ value, label: w.caseStates[value] }))}
                onChange={(next) => look({ state: next })}
              />
              <Choice
                {...{ label: w.channel, any: w.any, value: channel }}
                options={(['online', 'counter'] as const).map((value) => ({ value, label: w.channels[value] }))}
                onChange={(next) => look({ channel: next })}
              />
              <span className="grow" />
              <a href={address('/abnormal-cases.csv', query)} download>
                {w.csv}
              </a>
            </div>
            <Content of={cases}>
              {({ items }) =>
                items.length === 0 ? (
                  <Blank icon={ShieldCheck} title={filtered ? w.noneFound : w.none}>
                    <p>{filtered ? w.noneFoundHelp : w.noneHelp}</p>
                  </Blank>
                ) : (
                  <CaseList items={items} onIssue={setAbout} />
                )
              }
            </Content>
          </section>
          {about && <IssueDialog about={about} preferred={rule} onClose={() => setAbout(undefined)} />}
        </>
      )}
    </Content>
  )
}
