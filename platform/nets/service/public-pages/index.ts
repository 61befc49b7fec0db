export { html, Markup } from './html.ts'
export type { Language, PageMaker, PublicPage } from './page.ts'
export { publicPageRoutes } from './routes.ts'
export { createPublicPages, type PublicPageNeeds, type PublicPages } from './service.ts'
