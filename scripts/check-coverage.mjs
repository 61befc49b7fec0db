// docs/coverage.tsv: every row of the plan once, its state known, and whatever is said to show it really there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.mjs'

const rowsOfThePlan = 545
const states = ['none', 'part', 'works']

const [head, ...rows] = readFileSync(join(root, 'docs', 'coverage.tsv'), 'utf8')
  .replace(/\n$/, '')
  .split('\n')
const problems = []
const seen = new Set()

if (head !== 'id\tstate\twhere\tshown by') problems.push('line 1: the columns are id, state, where, shown by')
if (rows.length !== rowsOfThePlan) problems.push(`${rows.length} rows, and the plan has ${rowsOfThePlan}`)

for (const [index, row] of rows.entries()) {
  const [id, state, where, shownBy, ...rest] = row.split('\t')
  const problem = (text) => problems.push(`line ${index + 2} (${id}): ${text}`)
  if (shownBy === undefined || rest.length > 0) problem('it needs exactly four columns')
  if (!id || seen.has(id)) problem('an id is given once')
  seen.add(id)
  if (!states.includes(state)) problem(`the state is one of ${states.join(', ')}`)
  if (state === 'none' && (where || shownBy)) problem('what is not there is nowhere and shown by nothing')
  if (state !== 'none' && (!where || !shownBy)) problem('say where it is and what shows it')
  for (const path of listOf(where)) if (!existsSync(join(root, path))) problem(`${path} is not there`)
  for (const shown of listOf(shownBy)) {
    const missing = whatIsMissing(shown)
    if (missing) problem(missing)
  }
}

for (const problem of problems) process.stdout.write(`${problem}\n`)
const told = rows.map((row) => row.split('\t')[1])
process.stdout.write(`${states.map((state) => `${told.filter((one) => one === state).length} ${state}`).join(', ')}\n`)
process.exit(problems.length > 0 ? 1 : 0)

/** Several stand in one column divided by "; ". */
function listOf(column = '') {
  return column
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** A file, or `file#the name of a test in it`. */
function whatIsMissing(shown) {
  const [, file, name] = shown.match(/^([^#]+)(?:#(.+))?$/) ?? []
  if (!file || !existsSync(join(root, file))) return `${shown} is not there`
  if (name && !readFileSync(join(root, file), 'utf8').includes(name)) return `${file} has no test "${name}"`
  return undefined
}
