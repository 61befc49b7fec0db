import type { Verb } from '@zhengtong/platform/support/cases/contract.ts'

/** Texts to start from. They go into Chinese letters, so they are Chinese in both languages; dots are for the officer to fill. */
export const phrases: Partial<Record<Verb, readonly string[]>> = {
  refuse: ['申请事项依法不属于本机关职权范围，请向有关行政机关申请。', '申请事项依法不需要取得行政许可。'],
  propose: ['材料齐全，符合法定条件、标准，建议准予。', '不符合规定的条件：……，建议不予。'],
  return: ['审查意见与材料不一致，请核对：……'],
  approve: ['符合规定条件，准予。'],
  deny: ['经审查，不符合……规定的条件：……'],
}
