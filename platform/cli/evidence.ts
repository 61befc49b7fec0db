import { deployLogHeads } from '#support/evidence/index.ts'

type Io = {
  out: (text: string) => void
  err: (text: string) => void
  config: () => Parameters<typeof deployLogHeads>[0]
}

const usage = `用法 Usage: zt evidence contract

  contract  把保存树头的合约放到 ZT_EVIDENCE 所写的链上，只做一次；地址写进设置的 chain.contract ·
            put the contract that keeps heads of the log on the chain of ZT_EVIDENCE, once; write its address into chain.contract
`

/** `zt evidence contract`: what the evidence base needs on a chain. */
export const evidenceCommand = {
  name: 'evidence',
  summary: '存证 · the evidence base: put its contract on the chain',
  async run(args: string[], io: Io): Promise<number> {
    if (args[0] !== 'contract' || args.length > 1) {
      const asked = args[0] === '--help'
      io[asked ? 'out' : 'err'](usage)
      return asked ? 0 : 2
    }
    const { chain, contract } = await deployLogHeads(io.config())
    io.out(`${chain}: "contract": "${contract}"\n`)
    return 0
  },
}
