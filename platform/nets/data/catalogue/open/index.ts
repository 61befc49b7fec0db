import type { Routes } from '#ground/http/index.ts'
import { createActions, type OpenNeeds } from './actions.ts'
import { ckanRoutes } from './ckan-routes.ts'
import { dcatRoutes } from './dcat-routes.ts'

export type { OpenNeeds } from './actions.ts'

/** What is open, by the interfaces that open-data tools of others speak. */
export const openCatalogueRoutes = (needs: OpenNeeds): Routes[] => [
  ckanRoutes(createActions(needs), needs.publicUrl),
  dcatRoutes(needs),
]
