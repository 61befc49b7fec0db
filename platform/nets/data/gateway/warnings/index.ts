export { UseWarned } from './events.ts'
export { warningRoutes } from './routes.ts'
export { createWarnings } from './service.ts'
