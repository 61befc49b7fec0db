// node scripts/run.mjs FILE [arguments…]: runs one of the project's programs, installing what is missing first.
import { resolve } from 'node:path'
import { become, ensureInstalled, explain, findNode, root } from './ensure.mjs'

const [file, ...args] = process.argv.slice(2)
try {
  if (!file) throw new Error('usage: node scripts/run.mjs FILE [arguments…]')
  ensureInstalled()
  become(findNode(), [resolve(root, file), ...args])
} catch (error) {
  explain(error)
}
