import { defineConfig } from 'vite'
import { precompress } from '../../scripts/precompress.ts'
import { walletFiles } from '../../scripts/wallet-files.ts'

const server = 'http://127.0.0.1:8080'

/** Told of libraries that are written for React on a server too, and have another way where something is missing. */
const expected = ['MODULE_LEVEL_DIRECTIVE', 'IMPORT_IS_UNDEFINED']

export default defineConfig({
  plugins: [walletFiles(), precompress()],
  // Written for React and run by Preact, a sixth of its size: a page has to open on an old phone with a weak connection.
  resolve: {
    alias: [
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
      { find: 'react-dom/client', replacement: 'preact/compat/client' },
      { find: /^react\/(jsx(-dev)?-runtime)$/, replacement: 'preact/$1' },
      // React has had it built in for years; the shim only asks for it.
      { find: /^use-sync-external-store\/shim$/, replacement: 'preact/compat' },
    ],
    dedupe: ['preact'],
  },
  base: '/',
  build: {
    outDir: 'dist',
    // What each page needs, for the test of how much that is.
    manifest: true,
    target: 'es2022',
    // The content security policy admits our own files alone, so nothing is written into the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file for what every page stands on: many small ones compress worse.
    rolldownOptions: {
      onLog: (level, log, tell) => expected.includes(log.code ?? '') || tell(level, log),
      // The worker has one address for ever; browsers look there for a newer one.
      input: { index: 'index.html', sw: 'src/worker/sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [{ name: 'base', test: /node_modules\/(preact|@tanstack|use-sync-external-store)\// }],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/openapi.json': server, '/docs': server } },
})
