// A Vite plugin: writes into the portal's service worker which built files the wallet needs, so that each version has its own worker.
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** The worker names this where the list belongs. */
const placeholder = '__WALLET__'

export function walletFiles(): Plugin {
  return {
    name: 'wallet-files',
    apply: 'build',
    // After Vite has taken out the chunks that held nothing but styles.
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const files = new Set<string>()
      const take = (fileName: string) => {
        const chunk = chunks.find((each) => each.fileName === fileName)
        if (!chunk || files.has(fileName)) return
        files.add(fileName)
        for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet)
        for (const each of chunk.imports) take(each)
      }
      for (const start of ['index.html', 'src/pages/wallet.tsx']) {
        const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/apps/portal/${start}`))
        if (!found) throw new Error(`${start} is not in the build`)
        take(found.fileName)
      }
      const worker = chunks.find(({ fileName }) => fileName === 'sw.js')
      if (!worker?.code.includes(placeholder)) throw new Error(`sw.js does not ask for ${placeholder}`)
      const gone = [...files].filter((each) => !bundle[each])
      if (gone.length > 0) throw new Error(`The build has no ${gone.join(', ')}`)
      const paths = [...files].sort().map((each) => `/${each}`)
      const version = createHash('sha256').update(paths.join()).digest('hex').slice(0, 16)
      worker.code = worker.code.replaceAll(placeholder, () => `(${JSON.stringify({ version, files: paths })})`)
    },
  }
}
