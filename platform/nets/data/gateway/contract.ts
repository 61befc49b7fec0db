import Type, { type Static } from 'typebox'

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

export const SharedRecords = Type.Object(
  {
    register: Type.String(),
    version: Type.String({ description: 'Of the declaration of the register' }),
    source: Type.String(),
    items: Type.Array(Type.Record(Type.String(), Value)),
    next: Type.Optional(Type.String()),
  },
  { title: 'SharedRecords' },
)
export type SharedRecords = Static<typeof SharedRecords>

export const SharedStatistics = Type.Object(
  {
    register: Type.String(),
    groups: Type.Array(Type.Object({ values: Type.Record(Type.String(), Value), count: Type.Integer() })),
    suppressed: Type.Integer({ description: 'Groups not told, since they are small' }),
  },
  { title: 'SharedStatistics' },
)
export type SharedStatistics = Static<typeof SharedStatistics>

/** Besides these every parameter is the value that a field must have. */
export const RecordsQuery = Type.Object(
  {
    // Text, as every other parameter is: a schema for the rest is a schema for whatever it is read as.
    limit: Type.String({ pattern: '^([1-9][0-9]?|100)$', default: '20', description: 'Records a page, 1 to 100' }),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: Type.String({ maxLength: 200 }) },
)

/** A line of use as either side and the data office see it. */
export const GatewayUse = Type.Object(
  {
    days: Type.Array(
      Type.Object({
        day: Type.String(),
        calls: Type.Integer(),
        refused: Type.Integer(),
        records: Type.Integer(),
      }),
    ),
    latest: Type.Array(
      Type.Object({
        at: Type.String({ format: 'date-time' }),
        operation: Type.String(),
        askedBy: Type.Array(Type.String()),
        records: Type.Integer(),
        code: Type.Optional(Type.String({ description: 'Why it was refused' })),
        address: Type.String(),
        millis: Type.Integer(),
      }),
    ),
  },
  { title: 'GatewayUse' },
)
export type GatewayUse = Static<typeof GatewayUse>

/** The tag of signatures for this door, so that one made for another purpose never counts here (RFC 9421 section 2.3). */
export const gatewayTag = 'zt-gateway'

export const problems = {
  'gateway.no-key': { zh: '没有出示有效的数据接口密钥。', en: 'No valid key was shown.' },
  'gateway.bad-signature': { zh: '请求的签名验证不通过。', en: 'The request is not signed as it must be.' },
  'gateway.replayed': { zh: '这个请求已经用过。', en: 'This request was used before.' },
  'gateway.elsewhere': { zh: '密钥不能在这个地址使用。', en: 'The key may not be used from this address.' },
  'gateway.not-granted': { zh: '没有获准读取这个数据库。', en: 'This register was not granted.' },
  'gateway.stopped': {
    zh: '这项共享已经暂停、撤销或者正在裁决。',
    en: 'This grant is suspended, revoked or disputed.',
  },
  'gateway.over': { zh: '这项共享已经到期。', en: 'This grant has ended.' },
  'gateway.must-sign': {
    zh: '含敏感字段原值的数据，请求必须签名。',
    en: 'Restricted fields are given unmasked to signed requests only.',
  },
  'gateway.too-fast': {
    zh: '每秒次数超过获准的上限，请稍后再调用。',
    en: 'More calls a second than were granted. Call again shortly.',
  },
  'gateway.no-warning': { zh: '没有这条预警，或者已经处理。', en: 'There is no such warning, or it is closed.' },
  'gateway.quota': { zh: '今天获准的次数已经用完。', en: 'All calls granted for today are used.' },
}
