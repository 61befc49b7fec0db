import { fileURLToPath } from 'node:url'
import { readConfig } from '#ground/config.ts'
import { Refusal } from '#kernel/errors.ts'
import { compileFeel } from '#support/rules/index.ts'
import { packKinds } from '../wiring/pack-kinds.ts'
import { calendarCommand } from './calendar.ts'
import { evidenceCommand } from './evidence.ts'
import { exchangeCommand } from './exchange.ts'
import { flowCommand } from './flow.ts'
import { generateCommand } from './generate.ts'
import { importCommand } from './import.ts'
import { openPlatform } from './open.ts'
import { openIdCommand } from './openid.ts'
import { packCommand } from './pack.ts'
import { registerCommand } from './register.ts'
import { rulesCommand } from './rules.ts'
import { simulateCommand } from './simulate.ts'
import { stockCommand } from './stock.ts'
import { verifyCommand } from './verify.ts'

/** `npm run zt -- COMMAND`: the platform's command line. Exit 0 only on success. */
const commands = [
  calendarCommand,
  exchangeCommand,
  importCommand,
  stockCommand,
  registerCommand,
  packCommand,
  flowCommand,
  rulesCommand,
  simulateCommand,
  verifyCommand,
  openIdCommand,
  evidenceCommand,
  generateCommand,
]

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

const io = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  root,
  kinds: packKinds(compileFeel),
  compileExpression: compileFeel,
  config: () => readConfig([], process.env, root),
  open: () => openPlatform(readConfig([], process.env, root)),
}

const [name, ...args] = process.argv.slice(2)
const command = commands.find((each) => each.name === name)
if (command) process.exitCode = await run()
else {
  const list = commands.map((each) => `  ${each.name.padEnd(10)}${each.summary}`).join('\n')
  io[name === undefined || name === '--help' ? 'out' : 'err'](`用法 Usage: npm run zt -- COMMAND [--help]\n\n${list}\n`)
  process.exitCode = name === undefined || name === '--help' ? 0 : 2
}

async function run(): Promise<number> {
  try {
    return await command!.run(args, io)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    io.err(`${error.code}: ${error.message}\n`)
    return 1
  }
}
