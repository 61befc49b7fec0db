import Type, { type Static } from 'typebox'
import { Audience, Limit } from '../item.ts'

const MatterPart = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    /** The item it can also be applied for by itself; absent while that item is not offered. */
    itemId: Type.Optional(Type.String({ format: 'uuid' })),
    department: Type.Optional(Type.String()),
    promised: Type.Optional(Limit),
    /** Only some applicants need it: an answer decides. */
    conditional: Type.Boolean(),
  },
  { title: 'MatterPart' },
)

/** 一件事 as people choose one: what it settles in one form, and who does which part of it. */
export const Matter = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    summary: Type.Optional(Type.String()),
    summaryEn: Type.Optional(Type.String()),
    audiences: Type.Array(Audience),
    themes: Type.Array(Type.String()),
    department: Type.String({ description: 'Leads it' }),
    promised: Type.Optional(Limit),
    uploads: Type.Integer({ description: 'Materials to hand in, for all parts together' }),
    free: Type.Integer({ description: '免提交' }),
    parts: Type.Array(MatterPart),
  },
  { title: 'Matter' },
)
export type Matter = Static<typeof Matter>
