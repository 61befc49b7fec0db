import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

type Chunk = { file: string; imports?: string[]; isEntry?: boolean }

/** What a page may weigh in scripts as it goes over the wire; a browser of this decade takes Brotli, any takes gzip. */
const most = { brotli: 80_000, gzip: 90_000 }

const dist = fileURLToPath(new URL('../apps/portal/dist/', import.meta.url))
let manifest: Record<string, Chunk>

before(() => {
  const place = `${dist}.vite/manifest.json`
  assert.ok(existsSync(place), 'build the pages first: node scripts/test.mjs pages')
  manifest = JSON.parse(readFileSync(place, 'utf8'))
})

/** The files of the application and of one page, with all that they import, each once. */
function filesOf(page: string): Set<string> {
  const files = new Set<string>()
  const take = (key: string) => {
    const chunk = manifest[key]
    assert.ok(chunk, `${key} is not in the build`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const each of chunk.imports ?? []) take(each)
  }
  take('index.html')
  take(page)
  return files
}

for (const page of ['home', 'guide', 'items', 'life-stage', 'verify'])
  test(`the page ${page} needs few scripts`, () => {
    const files = [...filesOf(`src/pages/${page}.tsx`)]
    const bytes = files.map((file) => readFileSync(`${dist}${file}`))
    const brotli = bytes.reduce((sum, each) => sum + brotliCompressSync(each).length, 0)
    const gzip = bytes.reduce((sum, each) => sum + gzipSync(each, { level: 9 }).length, 0)
    assert.ok(brotli <= most.brotli, `${page}: ${brotli} bytes of script with Brotli`)
    assert.ok(gzip <= most.gzip, `${page}: ${gzip} bytes of script with gzip`)
  })
