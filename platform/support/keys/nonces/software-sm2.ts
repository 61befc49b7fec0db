import { drawSm2Nonces, sm2Sign, sm2SignWith } from '#kernel/crypto/sm2.ts'
import type { NoncePool } from './pool.ts'

/** For fewer than these the way to a thread and back costs more than it saves. */
const worthThreads = 8

/** 0.3 ms in this thread, less than handing one to another would cost; of many only the nonces are drawn in others. */
export function softwareSm2(privateKey: Buffer, nonces: NoncePool) {
  const sign = sm2Sign(privateKey)
  const signWith = sm2SignWith(privateKey)
  return {
    sign: async (bytes: Uint8Array) => sign(bytes),
    async signMany(all: readonly Uint8Array[]): Promise<Buffer[]> {
      if (all.length < worthThreads) return all.map(sign)
      const drawn = await nonces.draw(all.length)
      return all.map((bytes, i) => {
        const own = [drawn.subarray(i * 64, i * 64 + 64)]
        // A nonce that does not do (1 in 2^255) is replaced by another.
        return signWith(bytes, () => own.pop() ?? drawSm2Nonces(1))
      })
    },
  }
}
