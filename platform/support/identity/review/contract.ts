import Type, { type Static } from 'typebox'
import type { PostRole } from '#kernel/actor.ts'
import { PostRole as Role } from '../contract.ts'

/** One power of one official: what it is, over what, and why they hold it. */
export const Power = Type.Object({
  postId: Type.String(),
  accountId: Type.String(),
  name: Type.String(),
  username: Type.String(),
  role: Role,
  departmentName: Type.String(),
  divisionCode: Type.String(),
  since: Type.String({ format: 'date-time' }),
  until: Type.Optional(Type.String({ format: 'date-time' })),
  why: Type.Union([Type.Literal('appointed'), Type.Literal('delegated')]),
  by: Type.String({ description: 'Who appointed or delegated' }),
  reason: Type.Optional(Type.String({ description: 'Of a delegation, as it was given' })),
})
export type Power = Static<typeof Power>

/** A security officer looked through the list and answers for it. */
export const SignOff = Type.Object(
  {
    id: Type.String(),
    at: Type.String({ format: 'date-time' }),
    by: Type.String(),
    powers: Type.Integer({ description: 'How many the list had' }),
    note: Type.String(),
    digest: Type.String({ description: 'SM3 of the list as it was, hex' }),
  },
  { title: 'AccessReviewSignOff' },
)
export type SignOff = Static<typeof SignOff>

export const NewSignOff = Type.Object(
  { note: Type.String({ minLength: 4, maxLength: 500, description: 'What was found, and what was done about it' }) },
  { additionalProperties: false },
)

/** What a post of each role lets its holder do, for who reviews it; policies are the authority. */
export const roleMay: Record<PostRole, { zh: string; en: string }> = {
  intake: { zh: '收件、补正、受理或不予受理', en: 'Take in, ask for corrections, accept or refuse' },
  reviewer: { zh: '审查材料，提出意见', en: 'Review papers and give an opinion' },
  inspector: { zh: '现场核查，记录结果', en: 'Inspect on site and record' },
  cashier: { zh: '核收费用', en: 'Check fees' },
  head: { zh: '部门负责人：批准本部门的办理事项', en: 'Head of a department: approves its work' },
  decider: { zh: '作出决定，变更证照状态', en: 'Decide, and change credentials' },
  archivist: { zh: '办结案卷归档、移交档案馆', en: 'File closed cases, hand over to the archive' },
  'data-officer': { zh: '为本部门的数据编目、挂接、提交审核', en: 'Describe and mount the data of the department' },
  'data-manager': { zh: '审核、发布、下架数据目录', en: 'Review, publish and withdraw catalogue entries' },
  supervisor: { zh: '督查办件和统计，不办件', en: 'Watch cases and figures; handles none' },
  'item-manager': { zh: '编辑和发布事项', en: 'Edit and publish items' },
  administrator: { zh: '管理账号、岗位、部门、应用接入', en: 'Accounts, posts, departments, programs' },
  'security-officer': { zh: '强制退出、管理印章、核查权限', en: 'End sessions, keep seals, review powers' },
  auditor: { zh: '查看和核验审计日志', en: 'Read and check the audit log' },
}
