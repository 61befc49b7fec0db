import Type, { type Static } from 'typebox'
import { Matter, PartOf } from '../matters/matter.ts'
import { SoleGrant } from '../sole/sole.ts'

const Named = { key: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()) }

/**
 * 容缺: one material that was not there when the case was accepted. `promised` by the applicant until acceptance, then
 * `owed` until its day, and `received` or `lapsed` after it.
 */
export const OwedMaterial = Type.Object(
  {
    ...Named,
    /** Working days after acceptance that the item allows at most. */
    days: Type.Integer(),
    onLapse: Type.Enum(['block', 'withdraw']),
    state: Type.Enum(['promised', 'owed', 'received', 'lapsed']),
    promisedBy: Type.String(),
    promisedAt: Type.String(),
    due: Type.Optional(Type.String({ description: 'The last day, YYYY-MM-DD in the city' })),
    receivedAt: Type.Optional(Type.String()),
    remindedOn: Type.Optional(Type.String()),
  },
  { title: 'OwedMaterial' },
)
export type OwedMaterial = Static<typeof OwedMaterial>

/** 告知承诺: what was signed in place of which materials. `digest` is of the text that was read. */
export const SignedPromise = Type.Object(
  {
    ...Named,
    version: Type.Integer(),
    materials: Type.Array(Type.Object(Named)),
    digest: Type.String(),
    signedBy: Type.String(),
    signedAt: Type.String(),
  },
  { title: 'SignedPromise' },
)
export type SignedPromise = Static<typeof SignedPromise>

/** 免提交: a material nobody handed in, and where it came from instead. */
export const FreeMaterial = Type.Object(
  {
    ...Named,
    sourceLabel: Type.Optional(Type.String()),
    /** `made` from the form; `unasked` when the form reads nothing from that source. */
    status: Type.Enum(['found', 'missing', 'unavailable', 'made', 'unasked']),
    fetchedAt: Type.Optional(Type.String()),
  },
  { title: 'FreeMaterial' },
)
export type FreeMaterial = Static<typeof FreeMaterial>

/** 延续: the licence this case grants again. `elements` are those of the new one that differ. */
export const Renewed = Type.Object(
  {
    credentialId: Type.String(),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    number: Type.String(),
    lastDay: Type.Optional(
      Type.String({ description: 'The last day of the licence, YYYY-MM-DD; absent where it has no end' }),
    ),
    /** 变更、补发: which, instead of a renewal. */
    change: Type.Optional(Type.Object({ ...Named, kind: Type.Enum(['change', 'reissue']) })),
    /** Of a change: the last day of the licence that comes out, where it is another. */
    until: Type.Optional(Type.String()),
    /** Asked in time, and the item lets silence renew: undecided by the last day it is renewed (行政许可法第50条). */
    silence: Type.Boolean(),
    elements: Type.Record(Type.String(), Type.Unknown()),
  },
  { title: 'RenewedLicence' },
)
export type Renewed = Static<typeof Renewed>

/** 办理约定: what a case was taken under, frozen at submission; only the state of what is owed moves on. */
export const CaseTerms = Type.Object(
  {
    situations: Type.Array(
      Type.Object({
        key: Type.String(),
        question: Type.String(),
        questionEn: Type.Optional(Type.String()),
        option: Type.String(),
        label: Type.String(),
        labelEn: Type.Optional(Type.String()),
      }),
    ),
    branch: Type.Optional(Type.Object(Named)),
    owed: Type.Array(OwedMaterial),
    promises: Type.Array(SignedPromise),
    free: Type.Array(FreeMaterial),
    /** 唯一准予: over what only one of the applications open at once is granted. */
    sole: Type.Optional(Type.Array(SoleGrant)),
    renews: Type.Optional(Renewed),
    /** 一件事: its parts, or of which it is one. */
    matter: Type.Optional(Matter),
    partOf: Type.Optional(PartOf),
  },
  { title: 'CaseTerms' },
)
export type CaseTerms = Static<typeof CaseTerms>

/** What flows and rules read of the terms by name. */
export function termVariables(terms: CaseTerms | undefined): Record<string, unknown> {
  return {
    situations: Object.fromEntries(terms?.situations.map(({ key, option }) => [key, option]) ?? []),
    branch: terms?.branch?.key ?? null,
    promised: terms?.promises.map(({ key }) => key) ?? [],
    ...(terms?.renews ? { renews: renewalSaid(terms.renews) } : {}),
  }
}

/** Flows set their clocks by it; `ends` is the first instant at which the old licence is no longer in force. */
function renewalSaid({ name, number, lastDay, silence, change }: Renewed): Record<string, unknown> {
  const kind = change?.kind ?? 'renewal'
  if (lastDay === undefined) return { name, number, kind, change: change?.name ?? null, lastDay: null, silence }
  const from = new Date(Date.parse(`${lastDay}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return { name, number, kind, change: change?.name ?? null, lastDay, silence, from, ends: `${from}T00:00:00+08:00` }
}
