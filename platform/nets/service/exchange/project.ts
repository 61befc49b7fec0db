import type { CaseOut } from '#support/cases/index.ts'
import { logisticsRows, paymentRows, supervisionRows } from './project-more.ts'
import { evaluationRows } from './project-ratings.ts'
import type { Surroundings } from './surroundings.ts'
import { endOfDay, type ProjectedRow, rowOf, stamp } from './tables.ts'

const projectTypes = { immediate: '1', promised: '2', other: '9' } // 办件类型, GB/T 39046 A.6
const applyTypes: Record<string, string> = { window: '1', web: '2', mobile: '3', mail: '4' } // 办理形式, A.5
const outcomes: Record<string, string> = { granted: '准予', denied: '不予许可', refused: '不予受理', withdrawn: '撤回' }
const passing = new Set(['accept', 'approve', 'propose', 'inspect', 'correct'])
const returning = new Set(['return', 'refuse', 'deny', 'request-correction'])

/** All rows of a case as its history says now (standards A9): the same history always gives the same rows. */
export function projectCase(out: CaseOut, about: Surroundings): ProjectedRow[] {
  return [
    ...(out.current.acceptedAt ? [acceptRow(out, about)] : []),
    ...processRows(out, about),
    ...specialRows(out),
    ...(out.current.closedAt ? [resultRow(out, about)] : []),
    ...materialRows(out),
    ...supervisionRows(out, about),
    ...paymentRows(out, about),
    ...logisticsRows(out, about),
    ...evaluationRows(out, about),
  ]
}

function acceptRow(
  { current, steps }: CaseOut,
  { codes, projectType, org, party, papers }: Surroundings,
): ProjectedRow {
  const { item } = current
  const legal = party.kind === 'legal'
  const accepted = steps.find((step) => step.verb === 'accept')
  return rowOf('accept', current.no, {
    project_no: current.no,
    catalog_code: codes.catalogCode,
    task_code: codes.taskCode,
    task_handle_item: codes.taskHandleItem,
    task_name: item.name,
    task_version: String(item.version),
    project_name: `${party.name}：${item.name}`,
    project_type: projectTypes[projectType],
    apply_type: applyTypes[current.channel] ?? '9',
    apply_date: stamp(current.submittedAt),
    applyer_name: party.name,
    applyer_type: legal ? '2' : '1', // 服务对象, A.4
    applyer_page_type: party.idType,
    applyer_page_code: party.idNumber,
    contact_name: current.party.agentName ?? party.name,
    ...(legal ? {} : { contact_type: party.idType, contact_code: party.idNumber, contact_mobile: party.mobile }),
    org_name: org.name,
    org_code: org.code,
    accept_date: stamp(current.acceptedAt),
    accept_doc_no: papers.find((paper) => paper.key === 'acceptance-notice')?.number,
    handle_user_name: accepted?.actor_name ?? '系统',
    promise_date: endOfDay(current.clocks.find((clock) => clock.key === 'promise')?.due),
  })
}

/** One row for each task, and for what had none: the submission, and the decision of a rule. */
function processRows({ current, steps, tasks }: CaseOut, { org }: Surroundings): ProjectedRow[] {
  const row = (key: string, known: Record<string, string | undefined>) =>
    rowOf('process', `${current.no}/${key}`, {
      project_no: current.no,
      org_name: org.name,
      org_code: org.code,
      ...known,
    })
  const alone = steps.filter((step) => step.verb === 'submit' || (current.automatic && step.verb === 'rule'))
  return [
    ...alone.map((step) => {
      const at = stamp(new Date(step.at))
      return row(`step-${step.seq}`, {
        event_name: '通过',
        process_name: step.name,
        handle_user_name: step.actor_name,
        event_start_time: at,
        event_end_time: at, // = start when there is none (A9)
        process_state: '2',
      })
    }),
    ...tasks.map((task) => {
      const closed = task.closed_at?.toISOString()
      const done = steps.find((step) => step.node === task.node && step.at === closed)
      return row(`task-${task.id}`, {
        event_name: passing.has(task.verb ?? '') ? '通过' : returning.has(task.verb ?? '') ? '退回' : '其他',
        process_name: task.name,
        handle_user_name: done?.actor_name,
        handle_explain: done?.reason ?? undefined,
        event_start_time: stamp(task.opened_at),
        event_end_time: stamp(task.closed_at ?? task.opened_at),
        process_state: task.closed_at ? '2' : '1',
      })
    }),
  ]
}

function specialRows({ current }: CaseOut): ProjectedRow[] {
  return (current.procedures ?? []).flatMap((each) => {
    if (each.kind === 'extension')
      return [
        rowOf('special_procedure', `${current.no}/${each.id}`, {
          project_no: current.no,
          special_type: '1',
          special_name: '延长审批期限',
          special_reason: each.reason,
          applyer_user_name: each.askedBy.name,
          special_time: startOfDay(each.askedOn),
          end_time: startOfDay(each.decidedOn),
          result: { asked: '', approved: '同意', refused: '不同意', lapsed: '失效' }[each.state],
          special_explain: each.basis,
          handle_user: each.decidedBy?.name,
        }),
      ]
    if (each.kind === 'special')
      return [
        rowOf('special_procedure', `${current.no}/${each.id}`, {
          project_no: current.no,
          special_type: '2',
          special_name: each.name,
          special_reason: each.reason,
          applyer_user_name: each.startedBy.name,
          special_time: startOfDay(each.spans[0]?.from),
          end_time: startOfDay(each.endedOn),
          result: each.result,
          special_explain: each.basis,
          handle_user: each.endedBy?.name,
        }),
      ]
    if (each.kind === 'suspension')
      return [
        rowOf('special_procedure', `${current.no}/${each.id}`, {
          project_no: current.no,
          special_type: '2',
          special_name: '中止办理',
          special_reason: each.reason,
          special_time: startOfDay(each.from),
          end_time: startOfDay(each.endedOn),
          result: each.answer,
          special_explain: each.basis,
        }),
      ]
    return []
  })
}

const startOfDay = (day: string | undefined) => day && `${day.replaceAll('-', '')}T000000`

function resultRow({ current, steps }: CaseOut, { papers, ratings }: Surroundings): ProjectedRow {
  const licence = papers.find((paper) => paper.kind !== 'letter')
  const decided = steps.findLast((step) => step.verb === 'approve' || step.verb === 'deny' || step.verb === 'refuse')
  return rowOf('result', current.no, {
    project_no: current.no,
    result_type: outcomes[current.outcome ?? ''] ?? '办结',
    result_date: stamp(current.closedAt),
    result_explain: decided?.reason ?? undefined,
    result_cetr_name: licence?.name,
    result_cetr_no: licence?.number,
    is_delivery_results: (current.procedures ?? []).some((each) => each.kind === 'delivery') ? '1' : '0',
    cert_valid_to: licence?.validTo?.replaceAll('-', ''),
    cert_org_name: licence?.issuer,
    satisfaction: ratings.find(({ stage }) => stage === 'result')?.level.toString(), // A.8: 1 非常满意 … 5 非常不满意
  })
}

function materialRows({ current, materials }: CaseOut): ProjectedRow[] {
  return materials.map((material) =>
    rowOf('material', `${current.no}/${material.id}`, {
      project_no: current.no,
      material_name: material.name,
      material_attach_name: material.fileName,
      get_type: '2', // 电子
      get_num: '1',
      get_time: stamp(material.at),
    }),
  )
}
