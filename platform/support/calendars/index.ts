export * from './contract.ts'
export { createLiveCalendar, type LiveCalendar } from './live.ts'
export type { Years } from './notice.ts'
export { calendarRoutes } from './routes.ts'
export { CalendarReplaced, type CalendarService, createCalendars } from './service.ts'

export const calendarsModule = { name: 'calendars', migrations: new URL('./migrations/', import.meta.url) }
