import Type, { type Static } from 'typebox'

export const WarningKind = Type.Enum(['volume', 'hour', 'address', 'guessing'])
export type WarningKind = Static<typeof WarningKind>

export const Finding = Type.Enum(['explained', 'misuse'])
export type Finding = Static<typeof Finding>

export const GatewayWarning = Type.Object(
  {
    id: Type.String(),
    demandId: Type.String(),
    reader: Type.String(),
    register: Type.String(),
    day: Type.String({ format: 'date' }),
    kind: WarningKind,
    count: Type.Integer(),
    usual: Type.Optional(Type.Number({ description: 'A day, of the four weeks before' })),
    foundAt: Type.String({ format: 'date-time' }),
    finding: Type.Optional(Finding),
    note: Type.Optional(Type.String()),
    closedAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { title: 'GatewayWarning' },
)
export type GatewayWarning = Static<typeof GatewayWarning>

export const WarningClosing = Type.Object(
  { finding: Finding, note: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
)
export type WarningClosing = Static<typeof WarningClosing>
