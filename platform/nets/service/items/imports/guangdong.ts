import type { Audience, Item, Material } from '../item.ts'
import { citationsIn } from './citations.ts'
import { cleanLine, cleanList, cleanText, cleanUrl, cut, halfWidth } from './clean.ts'
import { agencyCode, divisionOf, placeCode } from './codes.ts'
import { parseLimit } from './limits.ts'
import { blankItem, type Catalogue, present, type RawRecord } from './mapping.ts'
import { parsePhones } from './phones.ts'
import type { Note } from './repairs.ts'

/** The portal's words for the types of GB/T 39046-2020 table A.1; its own numbers differ (21 公共服务, 20 其他行政权力). */
const TYPES: Readonly<Record<string, string>> = {
  行政许可: '01',
  行政处罚: '02',
  行政强制: '03',
  行政征收: '04',
  行政给付: '05',
  行政检查: '06',
  行政确认: '07',
  行政奖励: '08',
  行政裁决: '09',
  其他行政权力: '10',
  其他: '10',
  公共服务: '20',
}
const PORTAL_TYPES: Readonly<Record<string, string>> = { 20: '10', 21: '20' }

/** 非法人企业 and 个体工商户 have no place of their own in table A.4: they are 其他组织. */
const AUDIENCES: Readonly<Record<string, Audience>> = {
  自然人: 'natural-person',
  企业法人: 'enterprise',
  事业法人: 'institution',
  社会组织法人: 'social-organisation',
  行政机关: 'agency',
  非法人企业: 'other',
  个体工商户: 'other',
  其他组织: 'other',
}
const LEVELS: Readonly<Record<string, Item['authority']['level']>> = {
  国家级: '1',
  省级: '2',
  市级: '3',
  县级: '4',
  区级: '4',
  镇级: '5',
  街道级: '5',
  村级: '6',
}

/** Items of the Guangdong service portal as scraped to JSON lines: one object per item, `无` for what is empty. */
export const guangdong: Catalogue = {
  system: 'guangdong',
  recognises: (record) => 'TASK_CODE' in record || 'TASK_NAME' in record,
  read(record, note) {
    const code = cleanLine(record.TASK_CODE, 'codes', note, 100)
    if (!code) return { reason: 'code-missing', detail: 'TASK_CODE' }
    const name = readName(record, note)
    if (!name) return { reason: 'name-missing', detail: 'TASK_NAME, matter_name, CATANAME' }
    const authority = cleanLine(record.DEPT_NAME, 'authority', note)
    if (!authority) return { reason: 'authority-missing', detail: 'DEPT_NAME' }

    const codes = placeCode(halfWidth(code, 'codes', note), note)
    const acceptance = cleanText(record.accept_standard, 'conditions', note)
    const basis = acceptance ? citationsIn(acceptance) : []
    if (basis.length) note('basis-taken-from-conditions', 'basis')
    const url = cleanUrl(record.URL, 'handling.onlineUrl', note)
    const promised = parseLimit(cleanLine(record.handle_time_limit, 'limits.promised', note), 'limits.promised', note)
    const blank = blankItem(name, readType(record, codes, note), authority)
    const item: Item = {
      ...blank,
      alsoKnownAs: readOtherNames(record, name, note),
      codes: present({
        ...codes,
        localCatalogCode: localOnly(cleanLine(record.CATAID, 'codes.localCatalogCode', note, 100), codes.catalogCode),
        localTaskCode: codes.localTaskCode ?? cleanLine(record.matter_code, 'codes.localTaskCode', note, 100),
      }),
      ...readCatalogue(record, note),
      authority: present({
        ...blank.authority,
        ...agencyCode(codes.taskCode?.slice(0, 18)),
        level: LEVELS[cleanLine(record.matter_level ?? record.district, 'authority.level', note) ?? ''],
        divisionCode: divisionOf(cleanLine(record.AREACODE, 'authority.divisionCode', note)),
        joint: readJoint(record.co_department, note),
      }),
      audiences: readAudiences(record.service_object_name, note),
      limits: present({
        legal: parseLimit(cleanLine(record.handle_time, 'limits.legal', note), 'limits.legal', note),
        promised,
      }),
      conditions: present({ ...blank.conditions, acceptance }),
      materials: readMaterials(record.material_intro, note),
      handling: readHandling(record, promised?.unit === 'instant', url, note),
      contacts: {
        enquiry: parsePhones(record.consult_phone, 'contacts.enquiry', note),
        complaint: parsePhones(record.complain_phone, 'contacts.complaint', note),
        places: readPlaces(record.handle_location, authority, note),
      },
      basis,
      themes: cleanList(record.theme_category, 'themes', note, 50, 50),
      source: present({ system: 'guangdong', reference: code.slice(0, 200), url, repairs: [] }),
    }
    return { key: codes.taskHandleItem ?? codes.taskCode ?? codes.localTaskCode ?? code, item }
  },
}

function readName(record: RawRecord, note: Note): string | undefined {
  const own = cleanLine(record.TASK_NAME, 'name', note)
  if (own) return own
  const other = cleanLine(record.matter_name, 'name', note) ?? cleanLine(record.CATANAME, 'name', note)
  if (other) note('name-from-catalogue', 'name')
  return other
}

function readType(record: RawRecord, codes: Item['codes'], note: Note): string {
  const words = cleanLine(record.TASK_TYPE_TEXT, 'type', note) ?? cleanLine(record.matter_type, 'type', note)
  const named = words && TYPES[words]
  if (named) return named
  const number = cleanLine(record.TASK_TYPE, 'type', note) ?? codes.catalogCode?.slice(2, 4)
  const portal = number && /^(0\d|1\d|2\d)$/.test(number) ? (PORTAL_TYPES[number] ?? number) : undefined
  note(portal ? 'type-from-number' : 'type-assumed-other', 'type', words)
  return portal ?? '10'
}

function readOtherNames(record: RawRecord, name: string, note: Note): string[] {
  const line = (raw: unknown) => cleanLine(raw, 'alsoKnownAs', note)
  const daily = line(record.matter_daily)?.split(/[，,；;]/) ?? []
  const names = [line(record.matter_short), line(record.matter_name), ...daily].map((text) => text?.trim() ?? '')
  return [...new Set(names)].filter((text) => text && text !== name).slice(0, 30)
}

function readCatalogue(record: RawRecord, note: Note): Pick<Item, 'catalogue'> {
  const name = cleanLine(record.subCatalogName, 'catalogue', note) ?? cleanLine(record.CATANAME, 'catalogue', note)
  if (!name) return {}
  const parentCode = cleanLine(record.parentCatalogId, 'catalogue', note, 100)
  const parentName = cleanLine(record.parentCatalogName, 'catalogue', note)
  return { catalogue: present({ name, parentCode, parentName }) }
}

function readAudiences(raw: unknown, note: Note): Audience[] {
  const known = new Set<Audience>()
  for (const word of cleanList(raw, 'audiences', note, 20)) {
    const audience = AUDIENCES[word]
    if (audience) known.add(audience)
    else note('audience-unknown-dropped', 'audiences', word)
  }
  return [...known]
}

function readMaterials(raw: unknown, note: Note): Material[] {
  return cleanList(raw, 'materials', note, 200, 500).map((name, index) => ({
    key: `m${index + 1}`,
    name,
    necessity: 'required',
    form: 'either',
    submission: 'upload',
  }))
}

function readHandling(record: RawRecord, instant: boolean, url: string | undefined, note: Note): Item['handling'] {
  const onlineElsewhere = readFlag(record.ONLINECHECK, 'handling.onlineElsewhere', note)
  const express = readFlag(record.courier_service, 'handling.express', note)
  const channels: Item['handling']['channels'] = []
  if (typeof record.handle_location === 'string' && hasWindow(record.handle_location)) channels.push('window')
  if (onlineElsewhere) channels.push('web')
  if (express) channels.push('mail')
  return present({
    projectType: instant ? ('immediate' as const) : ('promised' as const),
    online: false,
    onlineElsewhere,
    onlineUrl: url,
    platform: cleanLine(record.bear_paltform, 'handling.platform', note),
    channels,
    visits: readCount(record.visit_number ?? record.LIMIT_SCENE_NUM, 'handling.visits', note),
    appointment: readFlag(record.online_book, 'handling.appointment', note),
    appointmentUrl: cleanUrl(record.online_book_addr, 'handling.appointmentUrl', note),
    express,
  })
}

function readFlag(raw: unknown, field: string, note: Note): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  const text = cleanLine(raw, field, note)
  if (text === undefined) return undefined
  if (/^(?:1|是|支持|有|true|yes|y)$/i.test(text)) return true
  if (/^(?:0|否|不支持|不是|false|no|n)$/i.test(text)) return false
  note('flag-not-understood', field, text)
  return undefined
}

function readCount(raw: unknown, field: string, note: Note): number | undefined {
  const text = typeof raw === 'number' ? String(raw) : cleanLine(raw, field, note)
  if (text === undefined) return undefined
  const digits = /^(\d{1,2})\s*次?$/.exec(halfWidth(text, field, note).trim())
  if (!digits) note('count-not-understood', field, text)
  return digits ? Number(digits[1]) : undefined
}

const hasWindow = (location: string) => !/^(?:无线下办理窗口|无|暂无|\s*)$/.test(location.trim())

function readPlaces(raw: unknown, name: string, note: Note): Item['contacts']['places'] {
  if (typeof raw === 'string' && !hasWindow(raw)) return []
  const address = cleanLine(raw, 'contacts.places', note, 500)?.replace(/^办理地点[：:]\s*/, '')
  return address ? [{ name, address }] : []
}

function readJoint(raw: unknown, note: Note): string[] {
  if (Array.isArray(raw)) return cleanList(raw, 'authority.joint', note, 50)
  const text = cleanLine(raw, 'authority.joint', note, 2000)
  if (!text) return []
  // 、 within brackets lists what one department does.
  const names = text.split(/、(?![^（(]*[）)])/).map((name) => cut(name.trim(), 500))
  return [...new Set(names)].filter(Boolean).slice(0, 50)
}

const localOnly = (code: string | undefined, national: string | undefined) => (code === national ? undefined : code)
