export * from './contract.ts'
export { factCertificateRoutes } from './routes.ts'
export { createFactCertificates, type FactCertificates, type FactNeeds } from './service.ts'
