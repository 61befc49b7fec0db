import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { parseStrictJson } from '#kernel/strict-json.ts'
import type { Kms } from './kms.ts'
import { createRestKms } from './rest.ts'

const text = Type.String({ minLength: 1, maxLength: 300 })

/** The file that `ZT_KMS` names; the three PEM files lie beside it or where they say. */
const Settings = Type.Object(
  {
    name: text,
    url: Type.String({ pattern: '^https://[^\\s<>"]+[^/\\s<>"]$' }),
    certificate: text,
    key: text,
    authority: text,
    simulated: Type.Optional(Type.Boolean({ description: 'A simulator: its keys are for trials' })),
  },
  { additionalProperties: false },
)

/** Opens the KMS that the settings name; undefined where keys are kept in software. Throws an Error that names what is wrong. */
export async function openKms(config: {
  signer: 'software' | 'hsm' | 'unset'
  kmsFile?: string
  profile: 'demo' | 'production'
}): Promise<Kms | undefined> {
  const { signer, kmsFile: file, profile } = config
  if (signer !== 'hsm') return undefined
  if (!file) throw new Error('ZT_KMS: name the file that says where the HSM is')
  const settings = parseStrictJson(await readFile(file, 'utf8'))
  if (!Value.Check(Settings, settings)) {
    const [first] = Value.Errors(Settings, settings)
    throw new Error(`ZT_KMS: ${file}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  if (settings.simulated && profile === 'production')
    throw new Error('ZT_KMS: it is a simulator, which production must not sign with')
  const pem = (name: string) => readFile(resolve(dirname(file), name), 'utf8')
  const [certificate, key, authority] = await Promise.all(
    [settings.certificate, settings.key, settings.authority].map(pem),
  )
  return createRestKms({
    ...{ name: settings.name, url: settings.url },
    ...{ certificate: certificate!, key: key!, authority: authority! },
  })
}
