import Type, { type Static } from 'typebox'
import { type PackKind, shapeProblems } from '#support/packs/index.ts'
import { RatingChannel } from '../contract.ts'

const closed = { additionalProperties: false }
const Line = Type.String({ minLength: 1, maxLength: 40 })
const Day = Type.String({ format: 'date' })

/** A phrase that may be ticked, at which levels, by which channels and in which days. */
export const RatingTag = Type.Object(
  {
    text: Line,
    textEn: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    levels: Type.Array(Type.Integer({ minimum: 1, maximum: 5 }), { minItems: 1, uniqueItems: true }),
    channels: Type.Optional(Type.Array(RatingChannel, { minItems: 1, uniqueItems: true })),
    from: Type.Optional(Day),
    to: Type.Optional(Type.String({ format: 'date', description: 'The first day it is not offered any more' })),
  },
  closed,
)
export type RatingTag = Static<typeof RatingTag>

/** `rating-tags/<key>.yaml`: what people may tick when they rate. */
export const RatingTagList = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    title: Line,
    titleEn: Type.Optional(Type.String({ maxLength: 80 })),
    tags: Type.Array(RatingTag, { minItems: 1, maxItems: 200 }),
  },
  closed,
)
export type RatingTagList = Static<typeof RatingTagList>

export const ratingTagKind: PackKind = {
  kind: 'rating-tags',
  folder: 'rating-tags',
  extensions: ['.yaml'],
  check: (source) => shapeProblems(source, RatingTagList, 'ratings'),
}

/** What may be ticked on a day by a channel, of all lists; a phrase that several lists hold comes once. */
export function tagsOffered(
  lists: readonly RatingTagList[],
  { channel, day }: { channel: Static<typeof RatingChannel>; day: string },
): RatingTag[] {
  const offered = lists
    .flatMap(({ tags }) => tags)
    .filter(
      ({ channels, from, to }) =>
        (!channels || channels.includes(channel)) && (!from || from <= day) && (!to || day < to),
    )
  return [...new Map(offered.map((tag) => [tag.text, tag])).values()]
}

/** Ticked phrases that are not offered at this level; none where no list says anything. */
export const notOffered = (offered: readonly RatingTag[], said: { level: number; tags: readonly string[] }): string[] =>
  said.tags.filter((text) => !offered.some((tag) => tag.text === text && tag.levels.includes(said.level)))
