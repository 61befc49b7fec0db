export { chinaDivisions } from './china-division.ts'
export * from './contract.ts'
export { departmentsUnder } from './department.ts'
export { organisationsRoutes } from './routes.ts'
export { type DepartmentSeed, seedOrganisations } from './seed.ts'
export { createOrganisations, type DivisionEdition, type Organisations } from './service.ts'

export const organisationsModule = { name: 'organisations', migrations: new URL('./migrations/', import.meta.url) }
