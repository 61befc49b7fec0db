// The stages of npm test, in order. Each answers { passed, failed, skipped, notes } or throws with what went wrong.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ensurePages, filesIn, root } from './ensure.mjs'
import { totalsMark } from './reporter.mjs'

const one = { passed: 1, failed: 0, skipped: 0, notes: [] }
const none = (note) => ({ passed: 0, failed: 0, skipped: 1, notes: [note] })

/**
 * `run(args, options)` runs a program under Node 24 and answers its exit code and output; `database()` starts the run's
 * own PostgreSQL on the first call and answers the environment that names it.
 */
export function stagesOf({ node, run, database }) {
  const tool = (path) => join(root, 'node_modules', ...path.split('/'))
  const check = async (args, options) => {
    const { code, output } = await run(args, options)
    if (code !== 0) throw new Error(output.trim() || `it ended with ${code}`)
    return one
  }
  const testFiles = (folder, accepts) =>
    existsSync(join(root, folder)) ? [...filesIn(join(root, folder))].filter((file) => accepts(file)) : []
  const isBrowserTest = (file) => file.endsWith('.browser.test.ts')
  const isTest = (file) => /\.test\.tsx?$/.test(file) && !isBrowserTest(file)

  const test = async (files, concurrency, more = {}) => {
    if (files.length === 0) return none('there are no such tests')
    const reporter = new URL('./reporter.mjs', import.meta.url).href
    const flags = [`--test-concurrency=${concurrency}`, '--test-timeout=600000', `--test-reporter=${reporter}`]
    const env = { ...(await database()), ...more }
    const show = (line) => !line.startsWith(totalsMark) && process.stdout.write(`${line}\n`)
    const { code, output } = await run(['--test', ...flags, ...files], { env, show })
    const last = output.split('\n').findLast((line) => line.startsWith(totalsMark))
    if (!last) throw new Error(`the test runner ended with ${code}`)
    const { counts, skipped } = JSON.parse(last.slice(totalsMark.length))
    const failed = code === 0 ? counts.failed : Math.max(1, counts.failed)
    return { ...counts, failed, notes: [...new Set(skipped.map(({ name, why }) => why || name))] }
  }

  return {
    types: async () => {
      const folders = ['.', 'ui', 'apps/portal', 'apps/workbench', 'apps/screen']
      const projects = folders.filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
      for (const project of projects) await check([tool('typescript/bin/tsc'), '-p', project])
      return one
    },
    lint: () => check([tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
    boundaries: () => {
      const folders = ['platform', 'client', 'ui', 'apps', 'journeys', 'bench', 'verifier'].filter((folder) =>
        existsSync(join(root, folder)),
      )
      return check([
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        ...folders,
      ])
    },
    size: () => check(['scripts/check-files.mjs']),
    coverage: async () =>
      existsSync(join(root, 'docs', 'coverage.tsv'))
        ? check(['scripts/check-coverage.mjs'])
        : none('no docs/coverage.tsv'),
    pages: async () => {
      ensurePages(node)
      return one
    },
    units: () =>
      test(
        ['platform', 'ui', 'verifier'].flatMap((folder) => testFiles(folder, isTest)),
        2,
      ),
    journeys: () => test(testFiles('journeys', isTest), 1),
    browser: async () => {
      const chromium = findChromium()
      if (chromium) return test(testFiles('journeys', isBrowserTest), 1, { CHROMIUM_PATH: chromium })
      const advice = 'no Chromium found; install it or name it in CHROMIUM_PATH'
      if (process.env.CI === 'true') throw new Error(advice)
      return none(advice)
    },
    chaos: async () => {
      const program = join('bench', 'chaos.ts')
      if (!existsSync(join(root, program))) return none(`there is no ${relative('', program)}`)
      return check([program, '--rounds', '2'])
    },
  }
}

function findChromium() {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  return places.find((place) => place && existsSync(place))
}
