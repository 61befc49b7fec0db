import type { Audience } from '@zhengtong/platform/nets/service/items/contract.ts'
import { defineWords } from '@zhengtong/ui/i18n/words.ts'

/** Words about items that several pages need. */
export const itemWords = defineWords(
  {
    search: '搜索',
    searchLabel: '搜索事项，可以用日常说法或拼音',
    example: '例如：开奶茶店',
    suggestions: '可能要找的事项',
    suggestionCount: (count: number) => `有 ${count} 个建议，用上下键选择`,
    online: '可以网上办',
    offline: '到窗口办',
    days: (unit: string, days: number) =>
      unit === 'instant' || days === 0 ? '当场办结' : unit === 'working' ? `${days} 个工作日` : `${days} 天`,
    audiences: {
      'natural-person': '个人',
      enterprise: '企业',
      institution: '事业单位',
      'social-organisation': '社会组织',
      agency: '行政机关',
      other: '其他组织',
    } as Record<Audience, string>,
    types: {
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
    } as Record<string, string>,
  },
  {
    search: 'Search',
    searchLabel: 'Search services in everyday words or pinyin',
    example: 'For example: open a tea shop',
    suggestions: 'Services you may be looking for',
    suggestionCount: (count: number) => `${count} suggestions; choose with the arrow keys`,
    online: 'Online',
    offline: 'At a counter',
    days: (unit: string, days: number) => {
      if (unit === 'instant' || days === 0) return 'while you wait'
      const one = days === 1
      return unit === 'working' ? `${days} working day${one ? '' : 's'}` : `${days} day${one ? '' : 's'}`
    },
    audiences: {
      'natural-person': 'Individuals',
      enterprise: 'Businesses',
      institution: 'Public institutions',
      'social-organisation': 'Social organisations',
      agency: 'Government agencies',
      other: 'Other organisations',
    },
    types: {
      '00': 'Administrative power',
      '01': 'Licence',
      '02': 'Penalty',
      '03': 'Compulsory measure',
      '04': 'Levy',
      '05': 'Benefit',
      '06': 'Inspection',
      '07': 'Confirmation',
      '08': 'Award',
      '09': 'Adjudication',
      '10': 'Other power',
      '20': 'Public service',
    },
  },
)
