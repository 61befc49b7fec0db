import type { Item } from '../item.ts'
import { cleanLine, cleanUrl, halfWidth } from './clean.ts'
import { agencyCode, divisionOf } from './codes.ts'
import { blankItem, type Catalogue, present } from './mapping.ts'
import type { Note } from './repairs.ts'

/** Codes such as 511A0138000000-511602000000-000-115113010833722043-1-00: catalogue, division, …, department, … */
const LOCAL_CODE = /^(.+?)-(\d{12})-(\d{3})-([0-9A-Z]+)-(\d)-(\d{2})$/

/** Items of the Sichuan service portal for 广安区, one CSV row each: names, codes and types, and nothing about handling. */
export const guangan: Catalogue = {
  system: 'guangan',
  recognises: (record) => 'item_code' in record,
  read(record, note) {
    const code = cleanLine(record.item_code, 'codes', note, 100)
    if (!code) return { reason: 'code-missing', detail: 'item_code' }
    const name = cleanLine(record.name, 'name', note)
    if (!name) return { reason: 'name-missing', detail: 'name' }
    const department = cleanLine(record.department, 'authority', note)
    if (!department) return { reason: 'authority-missing', detail: 'department' }

    const localTaskCode = halfWidth(code, 'codes', note).toUpperCase()
    const parts = LOCAL_CODE.exec(localTaskCode)
    const blank = blankItem(name, readType(record.task_type, note), department)
    const main = cleanLine(record.main_item, 'catalogue', note)
    const catalogue = main && main !== '未分类' ? main : undefined
    const url = cleanUrl(record.link, 'source', note)
    const item: Item = {
      ...blank,
      codes: present({ localTaskCode, localCatalogCode: parts?.[1] }),
      ...(catalogue ? { catalogue: { name: catalogue } } : {}),
      authority: present({
        ...blank.authority,
        ...departmentCode(parts?.[4], cleanLine(record.dept_code, 'authority.code', note, 50), note),
        divisionCode: divisionOf(cleanLine(record.area_code, 'authority.divisionCode', note) ?? parts?.[2]),
      }),
      source: present({ system: 'guangan', reference: code, url, repairs: [] }),
    }
    return { key: localTaskCode, item }
  },
}

/** The portal leaves out the leading zero of the codes of table A.1. */
function readType(raw: unknown, note: Note): string {
  const text = cleanLine(raw, 'type', note)
  const digits = /^\d{1,2}$/.exec(text ?? '')?.[0]?.padStart(2, '0')
  if (digits && /^[012]/.test(digits)) return digits
  note('type-assumed-other', 'type', text)
  return '10'
}

/** The credit code inside the item code wins over the column, which often holds an older or shorter number. */
function departmentCode(inCode: string | undefined, column: string | undefined, note: Note) {
  const own = agencyCode(inCode)
  const other = agencyCode(column)
  if (own.code === undefined && other.code === undefined)
    note('department-code-kept-as-local', 'authority', column ?? inCode)
  if (own.code !== undefined && column !== undefined && other.code !== own.code)
    note('department-code-from-item-code', 'authority', column)
  if (own.code !== undefined)
    return other.code === own.code ? own : present({ ...own, localCode: other.localCode ?? other.code })
  return other.code === undefined ? other : present({ ...other, localCode: own.localCode })
}
