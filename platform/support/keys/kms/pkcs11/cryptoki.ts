import koffi from 'koffi'

/** What PKCS #11 v2.40 (OASIS) calls things; only what making keys and signing needs. */
export const CKA = {
  class: 0x0n,
  token: 0x1n,
  private: 0x2n,
  label: 0x3n,
  keyType: 0x100n,
  id: 0x102n,
  sensitive: 0x103n,
  sign: 0x108n,
  verify: 0x10an,
  modulus: 0x120n,
  modulusBits: 0x121n,
  publicExponent: 0x122n,
  extractable: 0x162n,
  ecParams: 0x180n,
  ecPoint: 0x181n,
} as const
export const CKO = { publicKey: 2n, privateKey: 3n } as const
export const CKM = { rsaKeyPairGen: 0x0n, rsaPkcs: 0x1n, ecKeyPairGen: 0x1040n, ecdsa: 0x1041n } as const

/** Numbers as CK_ULONG has them: 64 bits wherever a server runs Linux. */
export type Attribute = readonly [type: bigint, value: bigint | boolean | Buffer]

/** What a module answered instead of CKR_OK. */
export class CryptokiError extends Error {
  readonly code: number
  constructor(call: string, code: number) {
    super(`${call} answered 0x${code.toString(16)}`)
    this.code = code
  }
}

/** Where each function stands in CK_FUNCTION_LIST, and what it takes: u a number, p memory. */
const functions = {
  C_Initialize: [0, 'p'],
  C_GetSlotList: [4, 'upp'],
  C_GetTokenInfo: [6, 'up'],
  C_OpenSession: [12, 'uuppp'],
  C_CloseSession: [13, 'u'],
  C_Login: [18, 'uupu'],
  C_GetAttributeValue: [24, 'uupu'],
  C_FindObjectsInit: [26, 'upu'],
  C_FindObjects: [27, 'upup'],
  C_FindObjectsFinal: [28, 'u'],
  C_SignInit: [42, 'upu'],
  C_Sign: [43, 'upupp'],
  C_GenerateKeyPair: [59, 'uppupupp'],
} as const
type Name = keyof typeof functions
type Called = { async(...args: unknown[]): void }

const osLocking = 2n
const alreadyInitialized = 0x191
const userType = 1n
const alreadyLoggedIn = 0x100
const serialReadWrite = 0x4n | 0x2n
const word = 8
const tokenPresent = Buffer.of(1)

/** A PKCS #11 module in this process, spoken to from threads of its own: a signature that takes its time holds up nobody. */
export function openCryptoki(file: string) {
  const library = koffi.load(file)
  const list = Buffer.alloc(word)
  const code = library.func('unsigned long C_GetFunctionList(void *list)')(list) as number
  if (code !== 0) throw new CryptokiError('C_GetFunctionList', code)
  const table = list.readBigUInt64LE(0)
  const made = Object.fromEntries(
    Object.entries(functions).map(([name, [place, shape]]) => {
      const types = [...shape].map((each) => (each === 'u' ? 'unsigned long' : 'void *'))
      // The list begins with its version, two bytes filled up to a word.
      const pointer = koffi.decode(table + BigInt((place + 1) * word), 'void *')
      return [name, koffi.decode(pointer, koffi.proto('unsigned long', types)) as Called]
    }),
  ) as Record<Name, Called>

  /** `args` are held until the answer, since the module writes into their memory meanwhile. */
  async function call(name: Name, args: unknown[], fine: number[] = []): Promise<void> {
    const answer = await new Promise<{ code: number; args: unknown[] }>((resolve, reject) => {
      made[name].async(...args, (error: Error | null, answered: number) =>
        error ? reject(error) : resolve({ code: answered, args }),
      )
    })
    if (answer.code !== 0 && !fine.includes(answer.code)) throw new CryptokiError(name, answer.code)
  }

  return {
    async initialize(): Promise<void> {
      // Four locking functions of our own (none), then the flags, then nothing.
      const args = Buffer.alloc(6 * word)
      args.writeBigUInt64LE(osLocking, 4 * word)
      await call('C_Initialize', [args], [alreadyInitialized])
    },
    /** The slot in which a token of this label lies. */
    async slotOf(label: string): Promise<bigint | undefined> {
      const count = number()
      await call('C_GetSlotList', [tokenPresent[0], null, count])
      const slots = Buffer.alloc(Math.max(1, Number(count.readBigUInt64LE())) * word)
      await call('C_GetSlotList', [tokenPresent[0], slots, count])
      for (let at = 0; at < Number(count.readBigUInt64LE()); at++) {
        const slot = slots.readBigUInt64LE(at * word)
        const info = Buffer.alloc(256)
        await call('C_GetTokenInfo', [slot, info])
        if (info.toString('utf8', 0, 32).trimEnd() === label) return slot
      }
      return undefined
    },
    async openSession(slot: bigint): Promise<bigint> {
      const session = number()
      await call('C_OpenSession', [slot, serialReadWrite, null, null, session])
      return session.readBigUInt64LE()
    },
    closeSession: (session: bigint) => call('C_CloseSession', [session]),
    login(session: bigint, pin: string): Promise<void> {
      const text = Buffer.from(pin, 'utf8')
      return call('C_Login', [session, userType, text, text.length], [alreadyLoggedIn])
    },
    async generateKeyPair(
      session: bigint,
      mechanism: bigint,
      attributes: { publicKey: Attribute[]; privateKey: Attribute[] },
    ): Promise<{ publicKey: bigint; privateKey: bigint }> {
      const [open, secret] = [template(attributes.publicKey), template(attributes.privateKey)]
      const [publicKey, privateKey] = [number(), number()]
      await call('C_GenerateKeyPair', [
        session,
        mechanismOf(mechanism),
        ...[open, attributes.publicKey.length, secret, attributes.privateKey.length],
        ...[publicKey, privateKey],
      ])
      return { publicKey: publicKey.readBigUInt64LE(), privateKey: privateKey.readBigUInt64LE() }
    },
    /** The objects, two at most: one is what a name should stand for. */
    async find(session: bigint, attributes: Attribute[]): Promise<bigint[]> {
      await call('C_FindObjectsInit', [session, template(attributes), attributes.length])
      const [found, count] = [Buffer.alloc(2 * word), number()]
      await call('C_FindObjects', [session, found, 2, count])
      await call('C_FindObjectsFinal', [session])
      return Array.from({ length: Number(count.readBigUInt64LE()) }, (_, at) => found.readBigUInt64LE(at * word))
    },
    async attribute(session: bigint, object: bigint, type: bigint): Promise<Buffer> {
      const asked = template([[type, Buffer.alloc(1024)]])
      await call('C_GetAttributeValue', [session, object, asked, 1])
      return Buffer.from(asked.subarray(3 * word, 3 * word + Number(asked.readBigUInt64LE(2 * word))))
    },
    async sign(session: bigint, mechanism: bigint, key: bigint, data: Buffer): Promise<Buffer> {
      await call('C_SignInit', [session, mechanismOf(mechanism), key])
      const [signature, length] = [Buffer.alloc(1024), number(1024n)]
      await call('C_Sign', [session, data, data.length, signature, length])
      return Buffer.from(signature.subarray(0, Number(length.readBigUInt64LE())))
    },
  }
}

export type Cryptoki = ReturnType<typeof openCryptoki>

function number(value = 0n): Buffer {
  const memory = Buffer.alloc(word)
  memory.writeBigUInt64LE(value)
  return memory
}

/** CK_MECHANISM without a parameter. */
function mechanismOf(type: bigint): Buffer {
  const memory = Buffer.alloc(3 * word)
  memory.writeBigUInt64LE(type)
  return memory
}

/** CK_ATTRIBUTEs, and behind them in the same memory the values that they point to. */
function template(attributes: Attribute[]): Buffer {
  const values = attributes.map(([, value]) => {
    if (typeof value === 'bigint') return number(value)
    return typeof value === 'boolean' ? Buffer.of(value ? 1 : 0) : value
  })
  const head = attributes.length * 3 * word
  const memory = Buffer.alloc(head + values.reduce((sum, { length }) => sum + length, 0))
  const base = koffi.address(memory)
  let at = head
  for (const [i, value] of values.entries()) {
    memory.writeBigUInt64LE(attributes[i]![0], i * 3 * word)
    memory.writeBigUInt64LE(base + BigInt(at), i * 3 * word + word)
    memory.writeBigUInt64LE(BigInt(value.length), i * 3 * word + 2 * word)
    value.copy(memory, at)
    at += value.length
  }
  return memory
}
