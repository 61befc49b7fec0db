export { addressFor, masked } from './address.ts'
export { callbackRoutes } from './callbacks.ts'
export * from './contract.ts'
export { notifyRoutes } from './notify/routes.ts'
export * as cmpp from './providers/cmpp/protocol.ts'
export { createDemoProvider } from './providers/demo.ts'
export type { Provider } from './providers/provider.ts'
export { readProviderSettings } from './providers/settings.ts'
export { messageRoutes } from './routes.ts'
export { type Sending, startSending } from './sending/loop.ts'
export { createMessages, type MessageRequest, type Messages } from './service.ts'

export const messagesModule = { name: 'messages', migrations: new URL('./migrations/', import.meta.url) }
