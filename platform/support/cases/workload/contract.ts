import Type, { type Static } from 'typebox'

/** What one officer has to do, and did; for those who share out the work. */
export const WorkloadRow = Type.Object(
  {
    accountId: Type.Optional(Type.String({ description: 'Absent: tasks that nobody has taken' })),
    name: Type.String(),
    departmentId: Type.String(),
    open: Type.Integer({ description: 'Tasks they have now' }),
    overdue: Type.Integer(),
    done: Type.Integer({ description: 'Tasks done in the last 30 days' }),
    averageHours: Type.Optional(Type.Number({ description: 'From opening to done, of these' })),
  },
  { title: 'WorkloadRow' },
)
export type WorkloadRow = Static<typeof WorkloadRow>

export const HandOver = Type.Object(
  {
    fromAccountId: Type.String({ format: 'uuid' }),
    toAccountId: Type.String({ format: 'uuid' }),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type HandOver = Static<typeof HandOver>

/** What came of a hand-over, task by task: each is a transfer of its own, in the history of its case. */
export const HandedOver = Type.Object({
  moved: Type.Integer(),
  left: Type.Array(
    Type.Object({
      no: Type.String(),
      taskName: Type.String(),
      code: Type.String({ description: 'Why it stayed, as a problem code' }),
    }),
    { description: 'Tasks the other may not take' },
  ),
})
export type HandedOver = Static<typeof HandedOver>
