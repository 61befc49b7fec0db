import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from '../../scripts/precompress.ts'

export default defineConfig({
  base: '/workbench/',
  plugins: [react(), precompress()],
  build: { outDir: 'dist', target: 'es2023', chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
