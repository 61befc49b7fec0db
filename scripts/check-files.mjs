// Rule 7 of the house, as far as it speaks of files: none over 400 lines, none named for being a drawer. And one way to
// import a type: the boundaries check does not see `import('…')` inside a type.
import { readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { filesIn, root } from './ensure.mjs'

const limit = 400
const drawers = /^(utils?|helpers?|common|misc|types)\.(ts|tsx|mjs|js)$/

const problems = []
let count = 0
for (const folder of ['platform', 'client', 'ui', 'apps', 'journeys', 'bench', 'scripts', 'verifier']) {
  for (const file of filesIn(join(root, folder))) {
    if (!/\.(ts|tsx|mjs|js)$/.test(file) || /[/\\]generated[/\\]/.test(file)) continue
    count++
    const name = relative(root, file)
    const text = readFileSync(file, 'utf8')
    const lines = text.split('\n').length - 1
    if (lines > limit)
      problems.push(`${name}: ${lines} lines, ${limit} at most; say one thing in it and another elsewhere`)
    if (drawers.test(basename(file))) problems.push(`${name}: name it after what is in it`)
    if (/typeof import\('|\bimport\('[^']+'\)\.(?!then|catch|finally)/.test(text)) {
      problems.push(`${name}: write "import type { … } from" rather than import('…') in a type`)
    }
  }
}
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.stdout.write(`${count} files looked at\n`)
process.exit(problems.length > 0 ? 1 : 0)
