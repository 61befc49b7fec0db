import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LanguageProvider } from '@zhengtong/ui/i18n/language.tsx'
import { ThemeProvider } from '@zhengtong/ui/theme/theme.tsx'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@zhengtong/ui/theme/tokens.css'
import '@zhengtong/ui/theme/base.css'
import { takeFirstData } from './first-data.ts'
import { createQueries } from './queries.ts'
import { createPortalRouter } from './router.tsx'
import { FocusProvider } from './shell/focus.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root')

const queries = createQueries()
takeFirstData(queries)
const router = createPortalRouter()
// What the server wrote stays until the page that replaces it is here.
if (place.hasChildNodes()) await router.load()

// Only an installed portal has the worker without being asked; without it the pages work as they do in a window.
if (import.meta.env.PROD && matchMedia('(display-mode: standalone)').matches)
  import('./features/offline/kept-copies.ts')
    .then(({ startWorker }) => startWorker())
    .catch((error: unknown) => console.warn(error))

createRoot(place).render(
  <StrictMode>
    <ThemeProvider>
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <FocusProvider>
            <RouterProvider router={router} />
          </FocusProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </ThemeProvider>
  </StrictMode>,
)
