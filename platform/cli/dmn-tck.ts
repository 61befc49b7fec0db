import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { readTar, runSuite, type SuiteFile } from '#support/rules/index.ts'

const USAGE = `Usage: npm run dmn-tck -- FOLDER|ARCHIVE [--quiet]

Runs the public DMN conformance cases (testCases XML beside DMN models) found in a folder, a .tar or a .tar.gz.
Names each case that fails with what was expected; the last line counts.

  --quiet   only the last line
  --help    this text`

/** The files of a suite below a folder, or in a `.tar` or `.tar.gz`. */
function readSuite(path: string): SuiteFile[] {
  if (!statSync(path).isDirectory()) {
    const bytes = readFileSync(path)
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    return readTar(zipped ? gunzipSync(bytes) : bytes)
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(xml|dmn)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ path: name.replaceAll('\\', '/'), text: readFileSync(name, 'utf8') }))
}

/** Runs the suite and prints; returns the exit code: 0 only when nothing failed. */
function main(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean' }, quiet: { type: 'boolean' } },
  })
  const [path] = positionals
  if (values.help || path === undefined) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  if (!existsSync(path)) {
    console.error(`There is no file or folder ${path}`)
    return 2
  }
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, state, detail } of runSuite(readSuite(path), new Date())) {
    counts[state]++
    if (state !== 'passed' && !values.quiet) console.log(`${state} ${name}: ${detail}`)
  }
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1
}

process.exitCode = main(process.argv.slice(2))
