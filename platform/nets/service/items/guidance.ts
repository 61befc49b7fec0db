import Type, { type Static } from 'typebox'
import {
  answeredOf,
  askedOf,
  branchOf,
  feesUnder,
  type Holds,
  isMaterialNeeded,
  limitsUnder,
  type Situations,
} from './branching.ts'
import { hangsOnSituationsAlone } from './conditions.ts'
import { Item, Material } from './item.ts'
import { Branch, Situation } from './situation.ts'

/** 情形引导: what applies to these answers, before anything is filled in. */
export const Guidance = Type.Object(
  {
    questions: Type.Array(
      Type.Intersect([
        Situation,
        Type.Object({ chosen: Type.Optional(Type.String({ description: 'Key of the option' })) }),
      ]),
      { description: 'What these answers lead to being asked, in order' },
    ),
    complete: Type.Boolean({ description: 'Nothing more is asked' }),
    stop: Type.Optional(
      Type.Object({ question: Type.String(), text: Type.String(), textEn: Type.Optional(Type.String()) }),
    ),
    branch: Type.Optional(Branch),
    limits: Item.properties.limits,
    fees: Item.properties.fee.properties.lines,
    materials: Type.Object({
      upload: Type.Array(Material),
      confirm: Type.Array(Material),
      free: Type.Array(Material, { description: '免提交' }),
      maybe: Type.Array(Material, { description: 'Needed or not by what is filled into the form' }),
    }),
  },
  { title: 'Guidance' },
)
export type Guidance = Static<typeof Guidance>

/** Pure, so that pages tell at once what the server would. */
export function guidanceOf(item: Item, given: Situations, holds: Holds): Guidance {
  const situations = answeredOf(item, given, holds)
  const asked = askedOf(item, situations, holds)
  const at = { situations, answers: {} }
  const branch = branchOf(item, at, holds)
  const needed = item.materials.filter((material) => isMaterialNeeded(item, material, at, holds))
  const waits = ({ when }: Material) => when !== undefined && !hangsOnSituationsAlone(when)
  const maybe = item.materials.filter((material) => !needed.includes(material) && waits(material))
  const by = (...ways: Material['submission'][]) => needed.filter(({ submission }) => ways.includes(submission))
  const stop = asked.find(({ chosen }) => chosen?.stop)
  return {
    questions: asked.map(({ situation, chosen }) => ({ ...situation, ...(chosen ? { chosen: chosen.key } : {}) })),
    complete: asked.every(({ chosen }) => chosen !== undefined),
    ...(stop?.chosen?.stop
      ? {
          stop: {
            question: stop.situation.key,
            text: stop.chosen.stop,
            ...(stop.chosen.stopEn ? { textEn: stop.chosen.stopEn } : {}),
          },
        }
      : {}),
    ...(branch ? { branch } : {}),
    limits: limitsUnder(item, branch),
    fees: feesUnder(item, at, holds),
    materials: { upload: by('upload'), confirm: by('confirm'), free: by('shared', 'generated'), maybe },
  }
}
