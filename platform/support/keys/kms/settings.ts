import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parseStrictJson } from '#kernel/strict-json.ts'
import type { Kms, Sm2Mechanisms } from './kms.ts'
import { createRestKms } from './rest.ts'

const text = Type.String({ minLength: 1, maxLength: 300 })

const simulated = Type.Optional(Type.Boolean({ description: 'A simulator: its keys are for trials' }))

/** A module behind HTTPS; the three PEM files lie beside the settings or where they say. */
const Rest = Type.Object(
  {
    name: text,
    url: Type.String({ pattern: '^https://[^\\s<>"]+[^/\\s<>"]$' }),
    certificate: text,
    key: text,
    authority: text,
    simulated,
  },
  { additionalProperties: false },
)

const Mechanism = Type.String({ pattern: '^0x[0-9a-fA-F]{1,8}$', description: 'CK_MECHANISM_TYPE of the maker' })

/** A module by its PKCS #11 library; the PIN lies in a file of its own. */
const Pkcs11 = Type.Object(
  {
    name: text,
    module: text,
    token: Type.String({ minLength: 1, maxLength: 32 }),
    pinFile: text,
    sm2: Type.Optional(
      Type.Object(
        {
          keyPair: Mechanism,
          sign: Mechanism,
          keyType: Type.Optional(Mechanism),
          input: Type.Union([Type.Literal('digest'), Type.Literal('message')]),
          signature: Type.Union([Type.Literal('raw'), Type.Literal('der')]),
        },
        { additionalProperties: false },
      ),
    ),
    simulated,
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
  const beside = (name: string) => readFile(resolve(dirname(file), name), 'utf8')
  const insistReal = (is: { simulated?: boolean }) => {
    if (is.simulated && profile === 'production')
      throw new Error('ZT_KMS: it is a simulator, which production must not sign with')
  }
  if (Value.Check(Pkcs11, settings)) {
    insistReal(settings)
    if (!settings.sm2 && profile === 'production')
      throw new Error('ZT_KMS: name the mechanisms of SM2, whose keys production must not keep in software')
    const { name, module, token, sm2 } = settings
    const pin = (await beside(settings.pinFile)).trim()
    // Native code, so only where it is asked for.
    const { createPkcs11Kms } = await import('./pkcs11/pkcs11.ts')
    return createPkcs11Kms({ name, module, token, pin, ...(sm2 ? { sm2: mechanismsOf(sm2) } : {}) })
  }
  if (!Value.Check(Rest, settings)) {
    const kind = typeof settings === 'object' && settings !== null && 'module' in settings ? Pkcs11 : Rest
    const [first] = Value.Errors(kind, settings)
    throw new Error(`ZT_KMS: ${file}${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  insistReal(settings)
  const [certificate, key, authority] = await Promise.all(
    [settings.certificate, settings.key, settings.authority].map(beside),
  )
  return createRestKms({
    ...{ name: settings.name, url: settings.url },
    ...{ certificate: certificate!, key: key!, authority: authority! },
  })
}

function mechanismsOf({ keyPair, sign, keyType, ...rest }: NonNullable<Static<typeof Pkcs11>['sm2']>): Sm2Mechanisms {
  return {
    ...rest,
    keyPair: BigInt(keyPair),
    sign: BigInt(sign),
    ...(keyType ? { keyType: BigInt(keyType) } : {}),
  }
}
