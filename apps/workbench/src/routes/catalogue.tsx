import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const items = createRoute({
  getParentRoute: under,
  path: '/items',
  validateSearch: keep('q', 'type', 'audience', 'online', 'show'),
  component: lazyRouteComponent(() => import('../pages/items.tsx'), 'ItemsPage'),
})
const item = createRoute({
  getParentRoute: under,
  path: '/items/$itemId',
  component: lazyRouteComponent(() => import('../pages/item.tsx'), 'ItemPage'),
})
const itemGuide = createRoute({
  getParentRoute: () => item,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/item-guide.tsx'), 'ItemGuidePage'),
})
const itemEdit = createRoute({
  getParentRoute: () => item,
  path: '/edit',
  validateSearch: keep('section'),
  component: lazyRouteComponent(() => import('../pages/item-edit.tsx'), 'ItemEditPage'),
})
const itemDiff = createRoute({
  getParentRoute: () => item,
  path: '/diff',
  validateSearch: keep('from', 'to'),
  component: lazyRouteComponent(() => import('../pages/item-diff.tsx'), 'ItemDiffPage'),
})
const itemBurden = createRoute({
  getParentRoute: () => item,
  path: '/burden',
  component: lazyRouteComponent(() => import('../pages/item-burden.tsx'), 'ItemBurdenPage'),
})
const burden = createRoute({
  getParentRoute: under,
  path: '/burden',
  validateSearch: keep('department', 'visits', 'online', 'idOnly', 'changed', 'show'),
  component: lazyRouteComponent(() => import('../pages/burden.tsx'), 'BurdenPage'),
})
const itemVersions = createRoute({
  getParentRoute: () => item,
  path: '/versions',
  component: lazyRouteComponent(() => import('../pages/item-versions.tsx'), 'ItemVersionsPage'),
})
const departments = createRoute({
  getParentRoute: under,
  path: '/departments',
  validateSearch: keep('q'),
  component: lazyRouteComponent(() => import('../pages/departments.tsx'), 'DepartmentsPage'),
})
const department = createRoute({
  getParentRoute: under,
  path: '/departments/$id',
  component: lazyRouteComponent(() => import('../pages/department.tsx'), 'DepartmentPage'),
})
const imports = createRoute({
  getParentRoute: under,
  path: '/imports',
  component: lazyRouteComponent(() => import('../pages/imports.tsx'), 'ImportsPage'),
})
const oneImport = createRoute({
  getParentRoute: under,
  path: '/imports/$runId',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/import.tsx'), 'ImportPage'),
})
const stockImports = createRoute({
  getParentRoute: under,
  path: '/stock-licences',
  component: lazyRouteComponent(() => import('../pages/stock-imports.tsx'), 'StockImportsPage'),
})
const stockImport = createRoute({
  getParentRoute: under,
  path: '/stock-licences/$importId',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/stock-import.tsx'), 'StockImportPage'),
})

/** What the city offers: items, what they ask of people, their files, the departments behind them. */
export const catalogue = [
  items,
  item.addChildren([itemGuide, itemEdit, itemDiff, itemVersions, itemBurden]),
  burden,
  departments,
  department,
  imports,
  oneImport,
  stockImports,
  stockImport,
] as const
