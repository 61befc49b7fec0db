import type { OpenEntry } from './store.ts'

/** `307019000/000214` as part of an address. */
export const slugOf = ({ code }: Pick<OpenEntry, 'code'>): string => code.replace('/', '-')

/** Where the data of an entry is described for whoever wants it. */
export function accessUrl(publicUrl: string, { live, code }: Pick<OpenEntry, 'live' | 'code'>): string {
  if (live.mount?.kind === 'register') return `${publicUrl}/api/v1/registers/${live.mount.register}`
  return `${publicUrl}/api/3/action/package_show?id=${slugOf({ code })}`
}

/** The subjects of the guide: 类 and 项 (names unverified). */
export const groupNames: Record<string, { zh: string; en: string }> = {
  '101': { zh: '人口', en: 'Population' },
  '102': { zh: '法人', en: 'Legal persons' },
  '103': { zh: '自然资源和空间地理', en: 'Natural resources and space' },
  '104': { zh: '社会信用', en: 'Social credit' },
  '105': { zh: '电子证照', en: 'E-licences' },
}

const classes: Record<string, string> = { '1': '基础', '2': '主题', '3': '部门' }

export const groupName = (key: string): string => groupNames[key]?.zh ?? `${classes[key[0] ?? ''] ?? ''}信息资源 ${key}`

/** The terms under which data is open. Conditional opening has its own condition, said in the entry. */
export const licences = {
  unconditional: { id: 'unconditional', title: '无条件开放', titleEn: 'Open without conditions' },
  conditional: {
    id: 'conditional',
    title: '有条件开放，条件见目录',
    titleEn: 'Open on the conditions the entry states',
  },
} as const
