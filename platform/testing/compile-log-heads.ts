import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const source = new URL('../support/evidence/chain/contract/LogHeads.sol', import.meta.url)

type Compiled = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<string, Record<string, { evm: { bytecode: { object: string }; methodIdentifiers: object } }>>
}

/** What log-heads.json keeps of the contract: its creation code and its functions, for chains without newer instructions. */
export async function compileLogHeads(): Promise<{ compiler: string; bytecode: string; functions: object }> {
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string): string; version(): string }
  const settings = {
    ...{ evmVersion: 'paris', optimizer: { enabled: true, runs: 200 }, metadata: { bytecodeHash: 'none' } },
    outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
  }
  const sources = { 'LogHeads.sol': { content: await readFile(source, 'utf8') } }
  const made = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources, settings }))) as Compiled
  const contract = made.contracts?.['LogHeads.sol']?.LogHeads
  if (!contract)
    throw new Error(made.errors?.map(({ formattedMessage }) => formattedMessage).join('\n') ?? 'no contract')
  const { bytecode, methodIdentifiers } = contract.evm
  return {
    compiler: solc.version().replace(/\.Emscripten.*/, ''),
    bytecode: bytecode.object,
    functions: methodIdentifiers,
  }
}
