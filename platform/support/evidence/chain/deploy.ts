import { originOf } from '../origin.ts'
import { readEvidenceSettings } from '../settings.ts'
import { createEvmChain } from './evm.ts'

/** Puts the contract that keeps the heads of this city's log on the chain of its settings, once; its address is written there. */
export async function deployLogHeads(config: {
  evidenceFile?: string
  publicUrl: string
  profile: 'demo' | 'production'
}): Promise<{ chain: string; contract: string }> {
  const { chain } = await readEvidenceSettings(config)
  if (!chain) throw new Error('ZT_EVIDENCE names no chain')
  return { chain: chain.name, contract: await createEvmChain(chain).deploy(originOf(config.publicUrl)) }
}
