export * from './contract.ts'
export type { Words } from './notice.ts'
export type { Leaving, Reach, Recipients } from './outward/needs.ts'
export { noticeRoutes } from './routes.ts'
export { createNotices, type NoticeNeeds, type NoticeService, type Told } from './service.ts'
export { subscriptionRoutes } from './subscriptions/routes.ts'

export const noticesModule = { name: 'notices', migrations: new URL('./migrations/', import.meta.url) }
