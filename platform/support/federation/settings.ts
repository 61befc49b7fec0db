import { readFile } from 'node:fs/promises'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parseStrictJson } from '#kernel/strict-json.ts'

const text = Type.String({ minLength: 1, maxLength: 300 })

const Centre = Type.Object(
  {
    name: text,
    nameEn: text,
    issuer: Type.String({ pattern: '^https?://[^\\s<>"]+[^/]$' }),
    clientId: text,
    clientSecret: text,
  },
  { additionalProperties: false },
)
export type Centre = Static<typeof Centre>

/** The identity centre above us, from the file in ZT_IDENTITY_CENTRE; undefined when there is none. */
export async function readCentre(config: {
  identityCentreFile?: string
  profile: 'demo' | 'production'
}): Promise<Centre | undefined> {
  const { identityCentreFile: file, profile } = config
  if (!file) return undefined
  const given = parseStrictJson(await readFile(file, 'utf8'))
  if (!Value.Check(Centre, given)) {
    const [fault] = Value.Errors(Centre, given)
    throw new Error(`${file}: ${fault?.instancePath || '/'} ${fault?.message ?? 'is not right'}`)
  }
  if (profile === 'production' && !given.issuer.startsWith('https://'))
    throw new Error(`${file}: /issuer must be https://, since identities travel over it`)
  return given
}
