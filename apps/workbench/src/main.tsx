import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LanguageProvider, useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@zhengtong/ui/theme/tokens.css'
import './styles/base.css'
import './styles/frame.css'
import './styles/parts.css'
import './styles/lists.css'
import './styles/panes.css'
import './styles/case.css'
import './styles/simulation.css'
import './styles/standing.css'
import './styles/items.css'
import './styles/designer.css'
import './styles/narrow.css'
import './styles/print.css'
import { createQueryClient } from './query.ts'
import { createAppRouter } from './router.tsx'
import { theme } from './theme.ts'

const queries = createQueryClient()
const router = createAppRouter(queries)

/** What floats belongs to the landmark it came from, where people who listen find it. */
const landmarkOf = (node?: HTMLElement): HTMLElement => node?.closest<HTMLElement>('main, header') ?? document.body

function Workbench() {
  const { language } = useLanguage()
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enGB}
      theme={theme}
      button={{ autoInsertSpace: false }}
      getPopupContainer={landmarkOf}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <Workbench />
      </LanguageProvider>
    </StrictMode>,
  )
