export { type Cards, createCards } from './cards.ts'
export * from './contract.ts'
export { cityCodeRoutes } from './routes.ts'
export { type CityCodeNeeds, type CityCodes, createCityCodes } from './service.ts'

export const cityCodesModule = { name: 'city_codes', migrations: new URL('./migrations/', import.meta.url) }
