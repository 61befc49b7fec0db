import type { ItemProfile } from './contract.ts'

const head = [
  '部门',
  '事项',
  '版本',
  '网上可办',
  '一证通办',
  '到现场次数',
  '材料',
  '要交的材料',
  '免提交',
  '承诺时限',
  '即办',
  '减材料',
  '减时限',
  '变即办',
  '免交材料',
  '免填字段',
  '免用印章',
  '免手写签名',
  '四免得分',
]
const yes = (value: boolean) => (value ? '是' : '否')
const units = { instant: '当场', working: '个工作日', calendar: '天' } as const

/** One line an item, for spreadsheets: UTF-8 with a mark, so that they read Chinese. */
export function profilesCsv(rows: readonly ItemProfile[]): string {
  const lines = rows.map(({ measure, cuts, exemptions, ...row }) => [
    row.department,
    row.name,
    row.version,
    yes(row.online),
    yes(row.idOnly),
    measure.visits ?? '',
    measure.materials,
    measure.uploads,
    measure.free,
    measure.promised
      ? measure.promised.unit === 'instant'
        ? units.instant
        : `${measure.promised.days}${units[measure.promised.unit]}`
      : '',
    yes(measure.instant),
    cuts.uploads,
    cuts.days ?? '',
    yes(cuts.becameInstant),
    ...Object.values(exemptions).map(({ done, of }) => (of === 0 ? '' : `${done}/${of}`)),
    row.score ?? '',
  ])
  return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A name that begins like a formula must stay a name. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
