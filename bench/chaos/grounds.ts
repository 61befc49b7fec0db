import { confirm, toIntake } from '../scenarios/people.ts'

/** A kind of case that is walked about in: who applies with what, and which officials are near it. */
export type Ground = {
  item: string
  applicant: string
  officials: string[]
  answers: Record<string, unknown>
  confirm: string[]
  /** What goes into the forms of tasks, by form. */
  forms: Record<string, Record<string, unknown>>
  /** What may be asked to be corrected. */
  field: string
}

/** Cases that go to people: one after another under a timer, and two at once who must both be done (并联). */
export const grounds: readonly Ground[] = [
  {
    item: '人才入户核准',
    applicant: toIntake.username,
    officials: ['rs.slg', 'rs.shg', 'rs.jdg', 'supervisor'],
    answers: toIntake.answers,
    confirm,
    forms: {},
    field: '/answers/educationLevel',
  },
  {
    item: '养蜂人登记（虚构）',
    applicant: 'yang.feng',
    officials: ['nf.slg', 'nf.shg', 'nf.jdg', 'supervisor'],
    answers: { bees: 'chinese', distanceM: 10, hives: 3, neighbours: [{ name: '邻居演示' }] },
    confirm: [],
    forms: { 'hive-check': { counted: 3, healthy: true } },
    field: '/answers/hives',
  },
]
