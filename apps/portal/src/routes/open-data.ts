import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { DatasetSearch } from '../features/open-data/queries.ts'
import { under } from './root.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** 开放数据: what anybody finds and takes. */
export const openData = [
  createRoute({
    getParentRoute: under,
    path: '/open-data',
    validateSearch: (search: Record<string, unknown>): DatasetSearch => {
      const [q, department] = [text(search.q), text(search.department)]
      const access = (['open', 'conditional'] as const).find((each) => each === search.access)
      return {
        ...{ ...(q ? { q } : {}), ...(department ? { department } : {}), ...(access ? { access } : {}) },
        ...(search.spatial === true ? { spatial: true } : {}),
      }
    },
    component: lazyRouteComponent(() => import('../pages/open-data.tsx'), 'OpenDataPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/open-data/closed',
    component: lazyRouteComponent(() => import('../pages/open-data-closed.tsx'), 'ClosedDataPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/open-data/$id',
    component: lazyRouteComponent(() => import('../pages/dataset.tsx'), 'DatasetPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/me/open-data',
    component: lazyRouteComponent(() => import('../pages/my-open-data.tsx'), 'MyOpenDataPage'),
  }),
] as const
