import Type, { type Static } from 'typebox'

/** Another body's system that flows may ask: where it is, the key both sides hold, how long an answer may take. */
export const System = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'As people know it: 公安居住登记系统' }),
    url: Type.String({ pattern: '^https?://[^\\s<>"]+$' }),
    keyId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' }),
    secret: Type.String({ pattern: '^[A-Za-z0-9+/=]{43,}$', description: 'base64 of 32 bytes or more' }),
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    /** It is a simulator: every answer says so. */
    simulated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type System = Static<typeof System>

/** The file that `ZT_SYSTEMS` names: systems by the key that flows ask them under. */
export const Systems = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), System)
export type Systems = Static<typeof Systems>

/** What goes over the wire. `id` is the same when the same question is asked again. */
export const Asking = Type.Object({ id: Type.String(), askedAt: Type.String(), question: Type.Unknown() })
export type Asking = Static<typeof Asking>

export const Answering = Type.Object({ id: Type.String(), answer: Type.Record(Type.String(), Type.Unknown()) })
export type Answering = Static<typeof Answering>

/** The tag of our signatures, so that one made for another purpose never counts here (RFC 9421 section 2.3). */
export const signatureTag = 'zt-systems'

export const problems = {
  'systems.not-connected': { zh: '没有接通这个系统。', en: 'This system is not connected.' },
  'systems.refused': { zh: '对方系统没有接受这次查询。', en: 'The other system did not take the question.' },
  'systems.not-theirs': { zh: '对方系统的答复验不了签名。', en: 'The answer is not signed by the other system.' },
  'systems.silent': { zh: '对方系统没有答复。', en: 'The other system does not answer.' },
}
