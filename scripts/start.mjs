// npm start: installs and builds what is missing, then becomes the server.
import { join } from 'node:path'
import { become, ensureInstalled, ensurePages, explain, findNode, root } from './ensure.mjs'

try {
  ensureInstalled()
  const node = findNode()
  ensurePages(node)
  become(node, [join(root, 'platform', 'main.ts'), ...process.argv.slice(2)])
} catch (error) {
  explain(error)
}
