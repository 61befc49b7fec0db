import Type, { type Static } from 'typebox'
import type { Fault } from '#kernel/errors.ts'
import { ChannelDraft } from './contract.ts'

/** A scene as packs declare it: a channel that is open where the pack is installed. A new version may add steps. */
export const Scene = Type.Object(
  {
    ...ChannelDraft.properties,
    version: Type.Integer({ minimum: 1 }),
    nameEn: Type.String({ minLength: 1, maxLength: 80 }),
  },
  { additionalProperties: false },
)
export type Scene = Static<typeof Scene>

export const sceneKind = {
  folder: 'scenes',
  schema: Scene,
  check: ({ steps }: Scene): Fault[] =>
    steps.flatMap(({ key }, i) =>
      steps.findIndex((each) => each.key === key) < i
        ? [{ pointer: `/steps/${i}/key`, rule: 'step-twice', detail: `The step ${key} is there twice` }]
        : [],
    ),
}
