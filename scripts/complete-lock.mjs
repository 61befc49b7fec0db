// Run after `npm install` on a registry that offers a package for some platforms only: npm then leaves the others out of
// package-lock.json, and `npm ci` refuses it everywhere. Adds them in the version their parents ask for; those have no
// checksum, because nobody here has seen them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.mjs'

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`
    if (lock.packages[place] || lock.packages[`${path}/${place}`]) continue
    lock.packages[place] = { version, ...platformIn(name), ...(dev && { dev }), optional: true }
    added.push(`${name}@${version}`)
  }
}
const inOrder = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'))
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, null, 2)}\n`)
process.stdout.write(`${added.length} added${added.map((line) => `\n  ${line}`).join('')}\n`)

/** Such packages say in their names where they run. */
function platformIn(name) {
  // WebAssembly runs on every system, where nothing native does.
  if (/wasm32/.test(name)) return { cpu: ['wasm32'] }
  const os = name.match(/android|darwin|freebsd|linux|win(32)?(?=-)/)?.[0].replace(/^win$/, 'win32')
  const cpu = name.match(/arm64|arm|amd64|x64|ia32|ppc64|s390x|riscv64|loong64/)?.[0].replace('amd64', 'x64')
  const libc = name.match(/musl|(?<=linux.*)gnu/)?.[0].replace('gnu', 'glibc')
  if (!os || !cpu) throw new Error(`For which platform is ${name}? Its name does not say`)
  return { ...(libc && { libc: [libc] }), os: [os], cpu: [cpu] }
}
