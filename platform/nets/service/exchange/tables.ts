/**
 * The case tables that governments exchange (国家政务服务平台办件数据, standards A9) with their fields under their national names.
 * Fields that A9 names only in Chinese have the name written beside them here.
 */
export const exchangeTables = {
  accept: [
    'project_no',
    'catalog_code',
    'task_code',
    'task_handle_item',
    'task_name',
    'task_version',
    'project_name',
    'project_type',
    'apply_type',
    'apply_date',
    'applyer_name',
    'applyer_type',
    'applyer_page_type',
    'applyer_page_code',
    'legal',
    'contact_name',
    'contact_type',
    'contact_code',
    'contact_mobile',
    'address',
    'zip_code',
    'org_name',
    'org_code',
    'accept_date',
    'accept_doc_no',
    'handle_user_name',
    'promise_date',
  ],
  // process_state 环节状态: 1 待办 2 已办; org_name, org_code 办理单位和统一社会信用代码.
  process: [
    'project_no',
    'event_name',
    'process_name',
    'handle_user_name',
    'handle_explain',
    'event_start_time',
    'event_end_time',
    'org_name',
    'org_code',
    'process_state',
  ],
  special_procedure: [
    'project_no',
    'special_type',
    'special_name',
    'special_reason',
    'applyer_user_name',
    'special_time',
    'end_time',
    'result',
    'special_explain',
    'handle_user',
  ],
  // cert_valid_to 证照有效期限; cert_org_name 发证单位.
  result: [
    'project_no',
    'result_type',
    'result_date',
    'result_explain',
    'result_cetr_name',
    'result_cetr_no',
    'is_delivery_results',
    'cert_valid_to',
    'cert_org_name',
    'satisfaction',
  ],
  // get_time 收取时间.
  material: ['project_no', 'material_name', 'material_attach_name', 'get_type', 'get_num', 'get_time'],
  // 电子监察. supervise_no 监察编号; rule_no 监察规则编号; content 督办内容; supervised_org_name 被督办机构; warn_type 预警类型;
  // state_time 状态产生时间; result_desc 结果描述; duty_org_name 责任部门.
  supervision: [
    'project_no',
    'supervise_no',
    'rule_no',
    'content',
    'supervised_org_name',
    'warn_type',
    'state_time',
    'result_desc',
    'duty_org_name',
  ],
  // 缴费. payment_no 缴款单号; charge_org_name 收费单位; amount 金额（元）; pay_time 时间; payer_name 缴款人.
  payment: ['project_no', 'payment_no', 'charge_org_name', 'amount', 'pay_time', 'payer_name'],
  // 物流. logistics_no 物流单号; send_… 寄送; receive_… 接收.
  logistics: [
    'project_no',
    'logistics_no',
    'send_org_name',
    'send_user_name',
    'send_time',
    'receive_user_name',
    'receive_time',
  ],
  // 好差评. evaluate_no 评价编号; evaluate_stage 1 受理 2 办结; evaluate_channel 渠道; evaluate_times 次数; division_code 行政区划.
  evaluation: [
    'project_no',
    'evaluate_no',
    'evaluate_stage',
    'evaluate_channel',
    'evaluate_user_name',
    'evaluate_time',
    'evaluate_times',
    'satisfaction',
    'evaluate_text',
    'division_code',
  ],
} as const

export type ExchangeTable = keyof typeof exchangeTables
export const tableNames = Object.keys(exchangeTables) as ExchangeTable[]

/** Fields that tell of a person: masked wherever officials look at them, whole only in what is sent. */
export const personalFields: Readonly<Record<string, 'name' | 'id-staff' | 'phone' | 'text'>> = {
  applyer_name: 'name',
  applyer_page_code: 'id-staff',
  legal: 'name',
  contact_name: 'name',
  contact_code: 'id-staff',
  contact_mobile: 'phone',
  applyer_user_name: 'name',
  payer_name: 'name',
  receive_user_name: 'name',
  evaluate_user_name: 'name',
  evaluate_text: 'text',
}

/** One row: its key within the table, and its fields, every one a text. */
export type ProjectedRow = { table: ExchangeTable; key: string; fields: Record<string, string> }

/** A row with exactly the fields of its table, in their order; what nobody knows is an empty text. */
export function rowOf(table: ExchangeTable, key: string, known: Record<string, string | undefined>): ProjectedRow {
  const names: readonly string[] = exchangeTables[table]
  const stray = Object.keys(known).find((name) => !names.includes(name))
  if (stray) throw new Error(`The table ${table} has no field ${stray}`)
  return { table, key, fields: Object.fromEntries(names.map((name) => [name, known[name] ?? ''])) }
}

/** `YYYYMMDDThhmmss` in the city's time (UTC+8), as A9 writes dates. */
export function stamp(at: Date | undefined): string | undefined {
  if (!at) return undefined
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-:]/g, '')
}

/** The end of a day in the city. */
export const endOfDay = (day: string | undefined): string | undefined => day && `${day.replaceAll('-', '')}T235959`
