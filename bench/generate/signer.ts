import type pg from 'pg'
import type { Secrets } from '../../platform/ground/secrets.ts'
import { sm2Digest, sm2Equation, sm2KeyInverse, sm2UserHash } from '../../platform/kernel/crypto/sm2.ts'
import { encodeSignature } from '../../platform/kernel/crypto/sm2-der.ts'
import { createNonces } from './nonces.ts'

/** Signs with the SM2 keys of a city's seals, as the city does, with nonces drawn in lots. */
export async function openSigner(
  client: pg.ClientBase,
  secrets: Secrets,
  realm: string,
): Promise<(keyId: string, bytes: Buffer) => Buffer> {
  const { rows } = await client.query<{ id: string; sealed: Buffer; public: Buffer }>(
    `select id, sealed, public_key as public from keys.key
     where realm = $1 and purpose = 'seal' and suite = 'GM' and sealed is not null`,
    [realm],
  )
  const draw = createNonces()
  const open = (id: string) => {
    const row = rows.find((each) => each.id === id)
    if (!row) throw new Error(`The city does not keep the key ${id}`)
    const key = Buffer.from(secrets.decrypt(row.sealed, `keys.key:${realm}:${id}`), 'hex')
    return { userHash: sm2UserHash(row.public), inverse: sm2KeyInverse(key) }
  }
  const keys = new Map<string, ReturnType<typeof open>>()
  return (id, bytes) => {
    const key = keys.get(id) ?? open(id)
    keys.set(id, key)
    const e = BigInt(`0x${sm2Digest(key.userHash, bytes).toString('hex')}`)
    for (;;) {
      const { k, x } = draw()
      const signature = sm2Equation(key.inverse, e, k, x)
      if (signature) return encodeSignature(signature)
    }
  }
}
