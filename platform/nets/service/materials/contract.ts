import Type, { type Static } from 'typebox'

/** Where a file was handed in: a case, under the name and version it has there. */
export const MaterialUse = Type.Object({
  caseId: Type.String(),
  caseNo: Type.String(),
  itemName: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  current: Type.Boolean({ description: 'No later version has taken its place in that case' }),
  at: Type.String(),
})
export type MaterialUse = Static<typeof MaterialUse>

/** One file of a party, however often it was handed in. */
export const OwnMaterial = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    fileName: Type.String(),
    mediaType: Type.String(),
    size: Type.Integer(),
    trust: Type.Enum(['A', 'B', 'C', 'D']),
    at: Type.String({ description: 'When it was last handed in or put here' }),
    uses: Type.Array(MaterialUse, { description: 'Cases that hold it, the newest first' }),
    kept: Type.Boolean({ description: 'I put it here myself, for later' }),
    expiresOn: Type.Optional(Type.String({ description: 'The last day it holds good, as I noted' })),
    expired: Type.Boolean(),
    file: Type.String({ description: 'Path of the bytes below /api/v1' }),
    may: Type.Array(Type.Enum(['delete', 'set-expiry', 'reuse'])),
  },
  { title: 'OwnMaterial' },
)
export type OwnMaterial = Static<typeof OwnMaterial>

export const ExpiryInput = Type.Object(
  { expiresOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]) },
  { additionalProperties: false },
)

export const problems = {
  'materials.missing': { zh: '您的材料里没有这一份。', en: 'There is no such file among your materials.' },
  'materials.held': {
    zh: '办件里还存着这份材料，要和案卷一起保存，不能删除。没有做任何改动。',
    en: 'A case holds this file and it is kept with the case, so it cannot be deleted. Nothing was changed.',
  },
  'materials.expired': {
    zh: '这份材料已经过了您写的有效期，没有使用。请换一份新的。',
    en: 'This file is past the day you noted and was not used. Please take a newer one.',
  },
  'materials.too-many': {
    zh: '最多存 200 份材料，请先删掉用不着的。',
    en: 'At most 200 files are kept; please delete some first.',
  },
}
