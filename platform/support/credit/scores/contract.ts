import Type, { type Static } from 'typebox'
import { Grade } from '../declared.ts'
import { EntityView, PartyNumber } from '../facts/contract.ts'
import { MeasureView } from '../lists/contract.ts'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Text = (maxLength: number, minLength = 2) => Type.String({ minLength, maxLength })
const closed = { additionalProperties: false }

export const ScoreLine = Type.Object({
  factor: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  basis: Type.String(),
  points: Type.Integer(),
})

export const ScoreView = Type.Object(
  {
    id: Type.String(),
    model: Type.String(),
    modelName: Type.String(),
    modelNameEn: Type.String(),
    modelVersion: Type.Integer(),
    at: Instant,
    base: Type.Integer(),
    points: Type.Integer(),
    grade: Grade,
    lines: Type.Array(ScoreLine),
    ceiling: Type.Optional(Grade),
    benefits: Type.Array(MeasureView),
  },
  { title: 'CreditScore' },
)

export type ScoreView = Static<typeof ScoreView>

export const ReplayView = Type.Object(
  {
    score: ScoreView,
    again: Type.Object({ points: Type.Integer(), grade: Grade, lines: Type.Array(ScoreLine) }),
    same: Type.Boolean(),
  },
  { title: 'CreditScoreReplay' },
)

export const TrialInput = Type.Object(
  {
    number: PartyNumber,
    purpose: Text(200),
    basis: Text(300),
    without: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50, description: 'Facts left out' }),
    ),
    with: Type.Optional(
      Type.Array(
        Type.Object(
          { kind: Text(60), happenedOn: Day, amount: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })) },
          closed,
        ),
        { maxItems: 20, description: 'Facts that might come' },
      ),
    ),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
)

export type TrialInput = Static<typeof TrialInput>

const Outcome = Type.Object({ points: Type.Integer(), grade: Grade, lines: Type.Array(ScoreLine) })

export const TrialView = Type.Object(
  { now: Outcome, tried: Outcome, modelVersion: Type.Integer() },
  { title: 'CreditTrial' },
)

export type TrialView = Static<typeof TrialView>

export const WatchView = Type.Object(
  {
    id: Type.String(),
    entity: EntityView,
    grade: Type.Optional(Grade),
    reason: Type.String(),
    since: Instant,
    department: Type.String(),
  },
  { title: 'CreditWatch' },
)

export type WatchView = Static<typeof WatchView>

export const WatchInput = Type.Object({ number: PartyNumber, name: Text(100), reason: Text(300) }, closed)

export const WarningView = Type.Object(
  {
    id: Type.String(),
    entity: EntityView,
    fromGrade: Type.String(),
    toGrade: Type.String(),
    scoreId: Type.String(),
    at: Instant,
    handledAt: Type.Optional(Instant),
    handledBy: Type.Optional(Type.String()),
    how: Type.Optional(Type.String()),
  },
  { title: 'CreditWarning' },
)

export type WarningView = Static<typeof WarningView>

export const HandleInput = Type.Object({ how: Text(500) }, closed)
