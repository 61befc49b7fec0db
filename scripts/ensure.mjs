// What every script needs first: the packages, a Node new enough, the pages. Runs on Node 20 with nothing installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the script was called from. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** What Node made of each module is kept, types stripped: every later process starts about a second of work sooner. */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled') }

const say = (text) => process.stderr.write(`${text}\n`)

/** Installs the packages of package-lock.json unless they are there. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.zhengtong-lock')
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = `${digestOf([lock])} ${platform()}-${arch()}`
  if (textOf(stamp) === wanted) return
  if (!isInstalled(JSON.parse(lock))) {
    say('正在安装依赖，首次约需一分钟 · Installing packages, about a minute the first time …')
    const began = Date.now()
    // Nothing we use needs an install script, and a script that does not run can do no harm.
    const args = [
      'ci',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]
    const npm = process.env.npm_execpath
    const done = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
      : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: platform() === 'win32' })
    if (done.status !== 0) throw new Error(`安装失败 · npm ci failed${done.error ? `: ${done.error.message}` : ''}`)
    say(`依赖就绪 · Packages are in place (${Math.round((Date.now() - began) / 1000)} s)`)
  }
  write(stamp, wanted)
}

/** Whether what npm says it installed is what the lock asks for: so after a plain `npm install`, too. */
function isInstalled(lock) {
  const installed = JSON.parse(textOf(join(root, 'node_modules', '.package-lock.json')) ?? '{}').packages ?? {}
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true
    const present = installed[path]
    // Some packages write their own version with a v.
    return present
      ? present.version.replace(/^v/, '') === entry.version
      : entry.optional || entry.devOptional || entry.peer
  })
}

/** The path of a Node 24 or newer: this one, or the one that npm brought. */
export function findNode() {
  if (majorOf(process.version) >= 24) return process.execPath
  const system = platform() === 'win32' ? 'win' : platform()
  const brought = join(
    root,
    'node_modules',
    `node-${system}-${arch()}`,
    'bin',
    platform() === 'win32' ? 'node.exe' : 'node',
  )
  const tried = spawnSync(brought, ['--version'], { encoding: 'utf8' })
  if (tried.status === 0 && majorOf(tried.stdout) >= 24) return brought
  throw new Error(
    `需要 Node 24 或更新版本，当前为 ${process.version}，且没有适用于 ${system}-${arch()} 的内置版本。\n` +
      `Node 24 or newer is needed: this is ${process.version}, and none for ${system}-${arch()} came with the packages.`,
  )
}

/** Builds the pages whose sources changed since their last build. Answers the names of the apps it built. */
export function ensurePages(node) {
  const built = []
  for (const app of ['portal', 'workbench']) {
    const home = join(root, 'apps', app)
    if (!['ts', 'js', 'mjs'].some((end) => existsSync(join(home, `vite.config.${end}`)))) continue
    const stamp = join(home, 'dist', '.sources')
    const wanted = digestOf(
      pageSources(home).map((file) => `${relative(root, file)}\0${digestOf([readFileSync(file)])}`),
    )
    if (textOf(stamp) === wanted) continue
    say(`正在构建页面 · Building the pages of ${app} …`)
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const env = process.stderr.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
    const done = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: home, env, stdio: ['ignore', 2, 2] })
    if (done.status !== 0) throw new Error(`页面构建失败 · The pages of ${app} did not build`)
    write(stamp, wanted)
    built.push(app)
  }
  return built
}

/** All that a page is made from: the app, the shared parts, what both sides know, and the versions of packages. */
function pageSources(home) {
  const shared = new Set()
  const follow = (file) => {
    if (shared.has(file) || !existsSync(file)) return
    shared.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from '((?:\.|#)[^']+)'/g)) {
      follow(path.startsWith('#') ? join(root, 'platform', path.slice(1)) : join(file, '..', path))
    }
  }
  for (const file of filesIn(join(root, 'platform'))) if (file.endsWith(`${sep}contract.ts`)) follow(file)
  return [...filesIn(home), ...filesIn(join(root, 'ui')), ...shared, join(root, 'package-lock.json')].sort()
}

/** The files below a folder, but none that were installed or built. */
export function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !['node_modules', 'dist', '.git', 'data'].includes(entry.name)) yield* filesIn(path)
    if (entry.isFile()) yield path
  }
}

/**
 * Runs a program of the project under Node 24 in place of this one: its output, signals and exit code are ours. It also
 * learns of our end, however we end, by its channel closing.
 */
export function become(node, args) {
  const env = { ...compiled, ...process.env }
  const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one from us would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  if (process.env.npm_lifecycle_event) {
    // A signal to npm ends the shell between npm and us, not us: that shell's end is our signal. `kill -9` of npm ends
    // nothing but npm: then the shell has another parent than before.
    const shell = process.ppid
    const npm = parentOf(shell)
    const left = () => process.ppid !== shell || parentOf(shell) !== npm
    setInterval(() => left() && child.kill('SIGTERM'), platform() === 'linux' ? 500 : 3000).unref()
  }
  child.on('error', (error) => explain(error))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

/** The parent of a process, where the system tells it; undefined elsewhere, and when it has ended. */
function parentOf(pid) {
  if (platform() === 'win32') return undefined
  if (platform() !== 'linux')
    return spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc(5): the name in brackets may hold anything; the parent is the second field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return undefined // it has ended
  }
}

/** Ends a script with what went wrong, in the words meant for a person. */
export function explain(error) {
  say(error.message)
  process.exit(1)
}

function majorOf(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A stamp only saves time: a person who may not write it here still starts. */
function write(file, text) {
  try {
    writeFileSync(file, text)
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error
  }
}

function digestOf(parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\n')
  return hash.digest('hex')
}
