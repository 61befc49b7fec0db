/** A code list of a standard: code to Chinese name. */
export type CodeTable = Readonly<Record<string, string>>

/** 事项类型代码, GB/T 39046-2020 table A.1. 11–19 extend the powers, 21 and above extend the public services. */
export const ITEM_TYPES: CodeTable = {
  '00': '行政权力',
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
}

/** Letters that stood for the type in the first generation of codes (administrative licensing guides of 2016). */
export const ITEM_TYPE_LETTERS: CodeTable = { XK: '行政许可' }

/** 行使层级, GB/T 39046-2020 table A.2. */
export const POWER_LEVELS: CodeTable = {
  1: '国家级',
  2: '省级',
  3: '市级',
  4: '县级',
  5: '镇(乡、街道)级',
  6: '村(社区)级',
  7: '分级管理',
}

/** 实施主体性质, GB/T 39046-2020 table A.3. */
export const AUTHORITY_NATURES: CodeTable = { 1: '法定机关', 2: '授权组织', 3: '受委托组织', 9: '其他' }

/** 服务对象, GB/T 39046-2020 table A.4. */
export const SERVICE_OBJECTS: CodeTable = {
  1: '自然人',
  2: '企业法人',
  3: '事业法人',
  4: '社会组织法人',
  5: '行政机关',
  6: '其他组织',
}

/** 办理形式, GB/T 39046-2020 table A.5. */
export const HANDLING_FORMS: CodeTable = { 1: '窗口办理', 2: '电脑端', 3: '移动端', 4: '快递申请', 9: '其他' }

/** 办件类型, GB/T 39046-2020 table A.6. */
export const CASE_KINDS: CodeTable = { 1: '即办件', 2: '承诺件', 9: '其他' }

/** 特别程序, GB/T 39046-2020 table A.7. */
export const SPECIAL_PROCEDURES: CodeTable = { 1: '延长审批', 2: '其他' }

/** 满意度, GB/T 39046-2020 table A.8. */
export const SATISFACTION: CodeTable = { 1: '非常满意', 2: '满意', 3: '基本满意', 4: '不满意', 5: '非常不满意' }

/** The name of an item type, or undefined when no table knows it. */
export function itemTypeName(type: string): string | undefined {
  if (ITEM_TYPES[type]) return ITEM_TYPES[type]
  if (/^1[1-9]$/.test(type)) return '其他行政权力(扩展)'
  if (/^2[1-9]$/.test(type)) return '公共服务(扩展)'
  return ITEM_TYPE_LETTERS[type]
}
