import { type ChainHead, originDigest } from '../head-bytes.ts'
import compiled from './log-heads.json' with { type: 'json' }

/** LogHeads.sol as its compiler made it (log-heads.json), and its calls in the ABI of Solidity: selector, then words of 32 bytes. */
const hex = (text: string) => Buffer.from(text, 'hex')

function word(value: number): Buffer {
  const memory = Buffer.alloc(32)
  memory.writeBigUInt64BE(BigInt(value), 24)
  return memory
}

export const keepSelector = hex(compiled.functions['keep(uint64,bytes32,bytes32)'])
export const askOrigin = hex(compiled.functions['origin()'])

export const creation = (origin: string) => Buffer.concat([hex(compiled.bytecode), originDigest(origin)])

export const keep = ({ size, root, rootSm3 }: ChainHead) => Buffer.concat([keepSelector, word(size), root, rootSm3])

export const askHead = (size: number) => Buffer.concat([hex(compiled.functions['headOf(uint64)']), word(size)])

/** Whether the contract's answer is this head: both roots, and a block in which it was written. */
export function isHead(answer: Buffer, { root, rootSm3 }: ChainHead): boolean {
  const [first, second, block] = [0, 32, 64].map((at) => answer.subarray(at, at + 32))
  return answer.length === 96 && first!.equals(root) && second!.equals(rootSm3) && block!.some((byte) => byte !== 0)
}
