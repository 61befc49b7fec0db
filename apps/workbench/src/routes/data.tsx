import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const catalogue = createRoute({
  getParentRoute: under,
  path: '/data-catalogue',
  validateSearch: keep('q', 'department', 'sharing', 'opening', 'grade', 'cycle', 'state', 'measure', 'holds'),
  component: lazyRouteComponent(() => import('../pages/data-catalogue.tsx'), 'DataCataloguePage'),
})
const rates = createRoute({
  getParentRoute: under,
  path: '/data-catalogue/rates',
  component: lazyRouteComponent(() => import('../pages/data-rates.tsx'), 'DataRatesPage'),
})
const begin = createRoute({
  getParentRoute: under,
  path: '/data-catalogue/new',
  component: lazyRouteComponent(() => import('../pages/data-entry-edit.tsx'), 'NewDataEntryPage'),
})
const entry = createRoute({
  getParentRoute: under,
  path: '/data-catalogue/$entryId',
  component: lazyRouteComponent(() => import('../pages/data-entry.tsx'), 'DataEntryPage'),
})
const edit = createRoute({
  getParentRoute: under,
  path: '/data-catalogue/$entryId/edit',
  component: lazyRouteComponent(() => import('../pages/data-entry-edit.tsx'), 'DataEntryEditPage'),
})

const releases = createRoute({
  getParentRoute: under,
  path: '/open-data',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/open-data.tsx'), 'OpenDataPage'),
})
const newRelease = createRoute({
  getParentRoute: under,
  path: '/open-data/new',
  validateSearch: keep('entry'),
  component: lazyRouteComponent(() => import('../pages/open-release-new.tsx'), 'NewOpenReleasePage'),
})
const letters = createRoute({
  getParentRoute: under,
  path: '/open-data/letters',
  validateSearch: keep('kind', 'state'),
  component: lazyRouteComponent(() => import('../pages/open-letters.tsx'), 'OpenLettersPage'),
})
const release = createRoute({
  getParentRoute: under,
  path: '/open-data/$releaseId',
  component: lazyRouteComponent(() => import('../pages/open-release.tsx'), 'OpenReleasePage'),
})

/** What data the government has, and what of it is open. */
export const data = [catalogue, rates, begin, entry, edit, releases, newRelease, letters, release]
