import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  base: '/',
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The content security policy admits our own files alone, so nothing is written into the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file for what every page stands on: many small ones compress worse.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'base', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// }] },
      },
    },
  },
  server: { proxy: { '/api': server, '/openapi.json': server, '/docs': server } },
})
