export { appointmentRoutes } from './appointments/routes.ts'
export { createAppointments } from './appointments/service.ts'
export * from './contract.ts'
export { TicketMoved } from './events.ts'
export type { QueueNeeds } from './needs.ts'
export { queueRoutes } from './routes.ts'
export { createQueues, type QueueService } from './service.ts'

export const queuesModule = { name: 'queues', migrations: new URL('./migrations/', import.meta.url) }
