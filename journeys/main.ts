import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `npm run journeys -- [name…]`: runs the stories whose file name holds one of the words; all of them without any. */
const folder = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'))
const chosen = wanted.length === 0 ? files : files.filter((file) => wanted.some((word) => file.includes(word)))

if (wanted.includes('--help') || chosen.length === 0) {
  const names = files.map((file) => `  ${file.replace('.test.ts', '')}`).join('\n')
  process.stdout.write(`Usage: npm run journeys -- [name…]\n\n${names}\n`)
  process.exitCode = wanted.includes('--help') ? 0 : 2
} else {
  const args = ['--test', '--test-concurrency=1', ...chosen.map((file) => `${folder}${file}`)]
  spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
