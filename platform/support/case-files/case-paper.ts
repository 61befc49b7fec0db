import { cityDate, cityTime } from '#kernel/working-days.ts'
import type { WholeCase } from '#support/cases/index.ts'
import type { PlainPaper } from '#support/credentials/index.ts'

const statusWord: Record<string, string> = {
  submitted: '已提交',
  'correction-requested': '待补正',
  accepted: '已受理',
  reviewing: '审查中',
  decided: '已决定',
  closed: '已办结',
}
const outcomeWord: Record<string, string> = {
  granted: '准予',
  denied: '不予许可',
  refused: '不予受理',
  withdrawn: '撤回',
}
const clockWord: Record<string, string> = { intake: '受理', correction: '补正', promise: '承诺时限', legal: '法定时限' }
const trustWord: Record<string, string> = { A: '机关出具', B: '与原件核对', C: '申请人上传', D: '承诺' }

/** 案卷: everything the page of a case shows, as text on paper. */
export function casePaper(
  { view, titles }: WholeCase,
  about: { madeAt: string; madeBy: string; purpose: string },
): PlainPaper {
  const rows = (...given: (readonly [string, string | undefined])[]) =>
    given.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  const sections: PlainPaper['sections'] = [
    {
      title: '一、基本情况',
      rows: rows(
        ['申请人', view.applicant.name],
        ['经办人', view.applicant.agent],
        ['办理部门', view.department.name],
        ['事项版本', `第 ${view.item.version} 版`],
        ['状态', statusWord[view.status] ?? view.status],
        ['结果', view.outcome && (outcomeWord[view.outcome] ?? view.outcome)],
        ['提交', instant(view.submittedAt)],
        ['受理', view.acceptedAt && instant(view.acceptedAt)],
        ['决定', view.decidedAt && instant(view.decidedAt)],
        ['办结', view.closedAt && instant(view.closedAt)],
        ['办理方式', view.automatic ? '规则自动决定（秒批）' : '工作人员办理'],
      ),
    },
    {
      title: '二、时限',
      rows: view.clocks.map((clock) => [
        clockWord[clock.key] ?? clock.key,
        clock.due ? `${clock.startedOn ?? ''} 起，${clock.due} 止，已用 ${clock.used ?? 0} 天` : '没有开始',
      ]),
    },
    { title: '三、申请内容', rows: flat('', view.answers).map(([at, value]) => [titles[at] ?? at, value]) },
    {
      title: '四、事实和来源',
      rows: view.facts.map((fact) => [
        titles[fact.pointer] ?? fact.pointer,
        `${said(fact.value)}（${fact.sourceLabel}，${instant(fact.fetchedAt)}${fact.sourceVersion ? `，版本 ${fact.sourceVersion}` : ''}）`,
      ]),
    },
    {
      title: '五、材料',
      rows: view.materials.map((material) => [
        `${material.name} 第 ${material.version} 版`,
        `${material.fileName}，${material.size} 字节，${trustWord[material.trust]}，${instant(material.at)}${material.current ? '' : '（已被后来的版本代替）'}`,
      ]),
    },
    {
      title: '六、规则决策',
      rows: view.decisions.map((decision) => [
        `${decision.ruleTitle} 第 ${decision.ruleVersion} 版`,
        [
          `${instant(decision.at)}，按 ${decision.asOf} 的规则，${decision.proposal ? '建议' : '决定'} ${decision.outcome}`,
          ...decision.reasons.map(({ reason, basis }) => (basis ? `${reason}（${basis}）` : reason)),
        ].join('\n'),
      ]),
    },
    ...(view.correction
      ? [{ title: '补正', lines: view.correction.items.map(({ message }, i) => `${i + 1}. ${message}`) }]
      : []),
    {
      title: '七、经过',
      rows: view.timeline.map((step) => [
        instant(step.at),
        [`${step.name}　${step.actor}${step.actor === step.unit ? '' : `（${step.unit}）`}`, step.reason]
          .filter(Boolean)
          .join('\n'),
      ]),
    },
    ...(view.remedies
      ? [
          {
            title: '八、救济',
            lines: [
              `收到决定之日起 ${view.remedies.reviewDays} 日内可以${to(view.remedies.reviewBody)}申请行政复议，或者 ${view.remedies.suitMonths} 个月内${to(view.remedies.court)}提起行政诉讼。`,
            ],
          },
        ]
      : []),
    {
      title: '关于这份案卷',
      lines: [
        `${instant(about.madeAt)} 由 ${about.madeBy} 导出，目的：${about.purpose}。`,
        '同一压缩包里的 manifest.json 列出每个文件的摘要，proofs 和 data/history.json 证明经过没有被改动。断网核验：npm run zt -- verify 案卷.zip',
      ],
    },
  ]
  return {
    title: `${view.item.name}案卷`,
    subtitle: `办件编号 ${view.no}　${view.department.name}`,
    author: view.department.name,
    at: about.madeAt,
    sections: sections.filter(({ rows: named, lines }) => (named ?? lines ?? []).length > 0),
  }
}

/** `2026-11-23 09:30` in the city's time. */
function instant(iso: string): string {
  const at = new Date(iso)
  return `${cityDate(at)} ${cityTime(at)}`
}

function flat(pointer: string, value: unknown): [string, string][] {
  if (value && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, inner]) => flat(`${pointer}/${name}`, inner))
  return [[pointer, said(value)]]
}

function said(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(said).join('；')
  if (typeof value === 'object') return Object.values(value).map(said).join('，')
  return String(value)
}

const to = (body: string | undefined) => (body ? `向${body}` : '')
