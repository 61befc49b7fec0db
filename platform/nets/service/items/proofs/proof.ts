import Type, { type Static } from 'typebox'
import type { Item, Material } from '../item.ts'
import { Basis, IsoDate, Key, Line, part, Text, Url } from '../schema.ts'

/** One proof that may be demanded: 证明事项, with what it rests on and when. */
export const Proof = part(
  {
    key: Key,
    name: Line(),
    nameEn: Type.Optional(Line()),
    /** Other names it goes by in lists of materials. */
    aliases: Type.Optional(Type.Array(Line(), { maxItems: 20 })),
    /** 开具单位. */
    issuer: Line(),
    /** 用途, 索要单位. */
    usedFor: Line(500),
    usedForEn: Type.Optional(Line(500)),
    basis: Basis,
    from: Type.Optional(IsoDate),
    /** The first day it may not be demanded any more. */
    to: Type.Optional(IsoDate),
  },
  { title: 'Proof' },
)
export type Proof = Static<typeof Proof>

/** 保留证明事项清单 as a government publishes it (优化营商环境条例第44条). Packs hold it as `proofs/<key>.yaml`. */
export const ProofList = part(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    title: Line(),
    titleEn: Line(),
    publisher: Line(),
    publishedOn: IsoDate,
    url: Type.Optional(Url),
    /** Put together for the demonstration, published by nobody. */
    demo: Type.Optional(Type.Boolean()),
    note: Type.Optional(Text(2000)),
    proofs: Type.Array(Proof, { maxItems: 2000 }),
  },
  { title: 'ProofList' },
)
export type ProofList = Static<typeof ProofList>

/** 证明 as a document somebody else must write: at the end of the name, not 身份证明 in a name that goes on. */
const PROOF = /证明(?:材料|文件|书)?(?:（[^）]*）)?$/

/** Whether a material is a proof that the applicant must bring. */
export function isDemandedProof({ submission, name, proof }: Material): boolean {
  return submission === 'upload' && (proof !== undefined || PROOF.test(name))
}

/** The proofs that may be demanded on a day. */
export function inForce(lists: readonly ProofList[], day: string): Proof[] {
  return lists
    .filter(({ publishedOn }) => publishedOn <= day)
    .flatMap(({ proofs }) => proofs)
    .filter(({ from, to }) => (from === undefined || from <= day) && (to === undefined || day < to))
}

/** The entry that lets a material be demanded: the one it names, else one of its name. */
export function entryFor({ proof, name }: Material, proofs: readonly Proof[]): Proof | undefined {
  if (proof !== undefined) return proofs.find(({ key }) => key === proof)
  return proofs.find((each) => each.name === name || each.aliases?.includes(name))
}

/** Places of an item that demand a proof which is on no list in force: 清单之外无证明. */
export function offTheList({ materials }: Item, proofs: readonly Proof[]): { pointer: string; name: string }[] {
  return materials.flatMap((material, i) =>
    isDemandedProof(material) && !entryFor(material, proofs)
      ? [{ pointer: `/materials/${i}${material.proof ? '/proof' : '/name'}`, name: material.name }]
      : [],
  )
}
