import Type, { type Static } from 'typebox'
import { Basis, Key, Limit, Line, part, Text } from './schema.ts'

/**
 * 告知承诺 (国办发〔2020〕42号; 优化营商环境条例第19条): what the applicant is told and promises in place of handing in
 * `materials`, and what is checked afterwards. `version` rises when a text changes: whoever signed is held to what was read.
 */
export const PromiseTerms = part(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    name: Line(),
    nameEn: Type.Optional(Line()),
    materials: Type.Array(Key, { minItems: 1, maxItems: 20 }),
    /** 告知内容: basis, what is proven, what to promise, who checks, what a false promise means. */
    notice: Text(10_000),
    noticeEn: Type.Optional(Text(10_000)),
    /** 承诺内容, in the applicant's words. */
    promise: Text(4000),
    promiseEn: Type.Optional(Text(4000)),
    /** 事后核查: what is looked at, and how long after the grant. */
    check: part({
      what: Text(2000),
      whatEn: Type.Optional(Text(2000)),
      within: Limit,
    }),
    basis: Basis,
  },
  { title: 'ItemPromise' },
)
export type PromiseTerms = Static<typeof PromiseTerms>
