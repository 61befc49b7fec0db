import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LanguageProvider } from '@zhengtong/ui/i18n/language.tsx'
import { ThemeProvider } from '@zhengtong/ui/theme/theme.tsx'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@zhengtong/ui/theme/tokens.css'
import '@zhengtong/ui/theme/base.css'
import { createQueries } from './queries.ts'
import { createPortalRouter } from './router.tsx'
import { FocusProvider } from './shell/focus.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root')

createRoot(place).render(
  <StrictMode>
    <ThemeProvider>
      <LanguageProvider>
        <QueryClientProvider client={createQueries()}>
          <FocusProvider>
            <RouterProvider router={createPortalRouter()} />
          </FocusProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </ThemeProvider>
  </StrictMode>,
)
