import Type, { type Static } from 'typebox'
import { Basis, Key, Line, part, Text } from './schema.ts'

/** 容缺受理: `block` keeps the case from being granted until the material comes; `withdraw` ends it as the applicant promised. */
const Follow = part({
  /** Working days after acceptance; the clerk may set an earlier day. */
  days: Type.Integer({ minimum: 1, maximum: 60 }),
  onLapse: Type.Enum(['block', 'withdraw'], { default: 'block' }),
})

/**
 * One material (A8 Materials). `submission` is what the applicant does: `shared` nothing (免提交: the register or credential
 * in `source` has it), `generated` nothing (made from the form), `confirm` reads and agrees, `upload` hands it in.
 * `trust` is the level of a reused copy (国办函〔2016〕108号: A agency, B checked, C uploaded, D self-made).
 */
export const Material = part(
  {
    key: Key,
    name: Line(500),
    nameEn: Type.Optional(Line(500)),
    issuer: Type.Optional(Line()),
    necessity: Type.Enum(['required', 'conditional', 'may-follow'], { default: 'required' }),
    /** When a conditional material is needed: FEEL over the answers. */
    when: Type.Optional(Line(1000)),
    form: Type.Enum(['paper', 'electronic', 'either'], { default: 'either' }),
    submission: Type.Enum(['upload', 'confirm', 'shared', 'generated'], { default: 'upload' }),
    source: Type.Optional(
      part({ register: Type.Optional(Key), credential: Type.Optional(Key), label: Type.Optional(Line()) }),
    ),
    /** 来源渠道: who brings it into being. */
    channel: Type.Optional(Type.Enum(['applicant', 'government', 'other'])),
    originals: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
    copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
    blank: Type.Optional(Line(1000)),
    sample: Type.Optional(Line(1000)),
    trust: Type.Optional(Type.Enum(['A', 'B', 'C', 'D'])),
    basis: Type.Optional(Basis),
    /** 容缺后补, of a material that may follow: how long after acceptance, and what happens when it does not come. */
    follow: Type.Optional(Follow),
    /** Key of the entry of the published list of proofs (证明事项清单) that lets this proof be demanded. */
    proof: Type.Optional(Key),
    help: Type.Optional(Text(2000)),
    helpEn: Type.Optional(Text(2000)),
  },
  { title: 'ItemMaterial' },
)
export type Material = Static<typeof Material>
