import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { Said, TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { Facts, Section } from '@zhengtong/ui/components/surfaces.tsx'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { CircleCheck, CircleX, Info } from 'lucide-react'
import { DecisionInputs } from './decision-inputs.tsx'
import { useReplay } from './queries.ts'

type Decision = CaseView['decisions'][number]

const words = defineWords(
  {
    why: '为什么批准',
    whyNot: '规则怎么看',
    all: (count: number) => `您的申请满足下面 ${count} 个条件。用了什么信息、从哪里来，都列在这里。`,
    used: '用了哪些信息',
    by: '按什么批准',
    rule: '规则',
    version: (title: string, version: number) => `${title}，第 ${version} 版`,
    basis: '法律依据',
    who: '谁作的决定',
    machine: (department: string) => `${department}，由它负责。规则自动判断，没有人工参与。`,
    person: (department: string) => `${department}的工作人员。规则只提出建议。`,
    id: '决定编号',
    at: '判断时间',
    replay: '用当时的信息再算一遍',
    same: '又算了一遍：同样的信息、同一版规则，结果一样。',
    other: '又算了一遍，结果不一样。请把决定编号告诉 12345，我们来查。',
  },
  {
    why: 'Why it was granted',
    whyNot: 'What the rule says',
    all: (count: number) =>
      `Your application meets the ${count === 1 ? 'condition' : `${count} conditions`} below. What was looked at, and where it came from, is listed here.`,
    used: 'What was looked at',
    by: 'On what grounds',
    rule: 'Rule',
    version: (title: string, version: number) => `${title}, version ${version}`,
    basis: 'Legal basis',
    who: 'Who decided',
    machine: (department: string) => `${department}, which answers for it. The rule decided; no person took part.`,
    person: (department: string) => `Staff of ${department}. The rule only proposes.`,
    id: 'Decision',
    at: 'Decided at',
    replay: 'Compute it again from what was known then',
    same: 'Computed again: the same information under the same rule gives the same result.',
    other: 'Computed again, the result differs. Please tell 12345 the number of the decision; we will look into it.',
  },
)

/** A rule's decision in plain words: its reasons, what it looked at with sources, the rule, the law, and a way to redo it. */
export function DecisionSaid({ view, decision }: { view: CaseView; decision: Decision }) {
  const t = useWords(words)
  const format = useFormat()
  const granted = decision.outcome === 'grant'
  const against = decision.outcome === 'deny' || decision.outcome === 'refuse'
  // What the rule leaves to a person speaks neither for nor against the applicant.
  const Icon = granted ? CircleCheck : against ? CircleX : Info
  const laws = [...new Set(decision.reasons.flatMap(({ basis }) => (basis ? [basis] : [])))]
  return (
    <>
      <Section title={granted ? t.why : t.whyNot} className="stack-8">
        {granted ? <p>{t.all(decision.reasons.length)}</p> : null}
        <ol className="rows">
          {decision.reasons.map((reason) => (
            <li key={reason.reason} className="reason">
              <Icon className={against ? 'icon icon--bad' : granted ? 'icon' : 'icon icon--plain'} aria-hidden />
              <div>
                <h3>{reason.reason}</h3>
                {reason.basis ? <p className="soft">{reason.basis}</p> : null}
              </div>
            </li>
          ))}
        </ol>
        {decision.inputs.length > 0 ? (
          <details>
            <summary>{t.used}</summary>
            <DecisionInputs view={view} decision={decision} />
          </details>
        ) : null}
      </Section>
      <Section title={t.by}>
        <div className="card">
          <Facts
            rows={[
              [t.rule, t.version(decision.ruleTitle, decision.ruleVersion)],
              laws.length > 0 && [
                t.basis,
                <ul key="laws">
                  {laws.map((law) => (
                    <li key={law}>{law}</li>
                  ))}
                </ul>,
              ],
              [t.who, view.automatic ? t.machine(view.department.name) : t.person(view.department.name)],
              [t.at, format.instant(decision.at, true)],
              [
                t.id,
                <div key="id">
                  {decision.id}
                  <ReplayAgain caseId={view.id} decisionId={decision.id} />
                </div>,
              ],
            ]}
          />
        </div>
      </Section>
    </>
  )
}

function ReplayAgain({ caseId, decisionId }: { caseId: string; decisionId: string }) {
  const t = useWords(words)
  const replay = useReplay(caseId, decisionId)
  return (
    <div className="stack-8">
      <LinkButton onClick={() => replay.mutate()}>{t.replay}</LinkButton>
      {replay.isSuccess ? (
        <Said tone={replay.data.same ? 'good' : 'danger'} role="status">
          {replay.data.same ? t.same : t.other}
        </Said>
      ) : null}
      {replay.isError ? <TroubleSaid error={replay.error} /> : null}
    </div>
  )
}
