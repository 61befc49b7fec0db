import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { useEffect, useRef } from 'react'
import { Scroll } from '../../parts/scroll.tsx'
import { CaseFiles } from '../case-files/case-files.tsx'
import { Disputes } from '../disputes/disputes.tsx'
import { Parts } from '../matters/parts.tsx'
import { CaseNotices } from '../notices/case-notices.tsx'
import { Procedures } from '../procedures/procedures.tsx'
import { Standing } from '../standing/standing.tsx'
import { Opinions } from '../verbs/opinions.tsx'
import { Suspended } from '../verbs/suspended.tsx'
import { CaseHead } from './case-head.tsx'
import { CorrectionBuilder } from './correction-builder.tsx'
import { Course } from './course.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { Facts } from './facts.tsx'
import { OwedDaysFields } from './owed-days.tsx'
import { Papers } from './papers.tsx'
import { Proposal } from './proposal.tsx'
import { RefusalGround } from './refusal-ground.tsx'
import { Remedies } from './remedies.tsx'
import { TaskForm } from './task-form.tsx'
import { Terms } from './terms.tsx'
import { useDecision } from './use-decision.tsx'

/** A case whole: what is known, what the rule says, what happened, and at the foot what may be done. */
export function CasePane({ view }: { view: CaseView }) {
  const decision = useDecision(view)
  const { chosen, form, draft, change, faults } = decision
  const work = useRef<HTMLDivElement>(null)
  const chose = draft.verb
  useEffect(() => {
    if (chose) work.current?.scrollIntoView({ block: 'nearest' })
  }, [chose])
  return (
    <>
      <CaseHead view={view} />
      <Scroll label={view.item.name}>
        <Suspended view={view} />
        <Parts view={view} />
        <Disputes caseId={view.id} />
        <Facts view={view} />
        <Terms view={view} />
        {view.decisions.map((each) => (
          <Proposal key={each.id} view={view} decision={each} />
        ))}
        <Procedures view={view} />
        <Opinions view={view} />
        <Course view={view} />
        <Standing view={view} />
        <Papers view={view} />
        <CaseFiles caseId={view.id} />
        <CaseNotices caseId={view.id} />
        <div ref={work} className="no-print">
          {chosen?.needsItems && (
            <CorrectionBuilder view={view} items={draft.items} onChange={(items) => change({ items })} />
          )}
          {chosen?.verb === 'accept' && (
            <OwedDaysFields view={view} days={draft.owed} onChange={(owed) => change({ owed })} />
          )}
          {form?.data && (
            <TaskForm
              form={form.data}
              answers={draft.data}
              faults={faults}
              division={view.divisionCode}
              onChange={(data) => change({ data })}
            />
          )}
          {chosen?.verb === 'refuse' && (
            <RefusalGround
              data={draft.data}
              fault={faults.find(({ pointer }) => pointer === '/data/goTo')?.detail}
              onChange={(data) => change({ data })}
            />
          )}
          {(chosen?.verb === 'deny' || chosen?.verb === 'refuse') && (
            <div className="pad">
              <Remedies view={view} />
            </div>
          )}
        </div>
      </Scroll>
      <DecisionBar view={view} decision={decision} />
    </>
  )
}
