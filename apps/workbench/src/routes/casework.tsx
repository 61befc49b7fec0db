import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const home = createRoute({
  getParentRoute: under,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/home.tsx'), 'HomePage'),
})
const tasks = createRoute({
  getParentRoute: under,
  path: '/tasks',
  validateSearch: keep('q', 'status', 'itemId'),
  component: lazyRouteComponent(() => import('../pages/tasks.tsx'), 'TasksPage'),
})
const task = createRoute({
  getParentRoute: under,
  path: '/tasks/$caseId',
  validateSearch: keep('q', 'status', 'itemId'),
  component: lazyRouteComponent(() => import('../pages/task.tsx'), 'TaskPage'),
})
const cases = createRoute({
  getParentRoute: under,
  path: '/cases',
  validateSearch: keep('q', 'status'),
  component: lazyRouteComponent(() => import('../pages/cases.tsx'), 'CasesPage'),
})
const oneCase = createRoute({
  getParentRoute: under,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('../pages/case.tsx'), 'CasePage'),
})
const grants = createRoute({
  getParentRoute: under,
  path: '/grants',
  component: lazyRouteComponent(() => import('../pages/grants.tsx'), 'GrantsPage'),
})
const ratings = createRoute({
  getParentRoute: under,
  path: '/ratings',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/ratings.tsx'), 'RatingsPage'),
})
const ratingStatistics = createRoute({
  getParentRoute: under,
  path: '/ratings/statistics',
  validateSearch: keep('from', 'to', 'by'),
  component: lazyRouteComponent(() => import('../pages/rating-statistics.tsx'), 'RatingStatisticsPage'),
})
const oneRating = createRoute({
  getParentRoute: under,
  path: '/ratings/$ratingId',
  component: lazyRouteComponent(() => import('../pages/rating.tsx'), 'RatingPage'),
})
const notices = createRoute({
  getParentRoute: under,
  path: '/notices',
  component: lazyRouteComponent(() => import('../pages/notices.tsx'), 'NoticesPage'),
})
const atWindow = createRoute({
  getParentRoute: under,
  path: '/window',
  component: lazyRouteComponent(() => import('../pages/window.tsx'), 'WindowPage'),
})
const halls = createRoute({
  getParentRoute: under,
  path: '/halls',
  component: lazyRouteComponent(() => import('../pages/halls.tsx'), 'HallsPage'),
})
const hallLoad = createRoute({
  getParentRoute: under,
  path: '/hall-load',
  validateSearch: keep('point'),
  component: lazyRouteComponent(() => import('../pages/hall-load.tsx'), 'HallLoadPage'),
})
const handovers = createRoute({
  getParentRoute: under,
  path: '/handovers',
  validateSearch: keep('point', 'state', 'q'),
  component: lazyRouteComponent(() => import('../pages/handovers.tsx'), 'HandoversPage'),
})
const handover = createRoute({
  getParentRoute: under,
  path: '/handovers/$id',
  component: lazyRouteComponent(() => import('../pages/handover.tsx'), 'HandoverPage'),
})
const handoverSheet = createRoute({
  getParentRoute: under,
  path: '/handover-sheet',
  validateSearch: keep('point', 'window', 'day'),
  component: lazyRouteComponent(() => import('../pages/handover-sheet.tsx'), 'HandoverSheetPage'),
})
const counter = createRoute({
  getParentRoute: under,
  path: '/counter',
  validateSearch: keep('itemId', 'name'),
  component: lazyRouteComponent(() => import('../pages/counter.tsx'), 'CounterPage'),
})
const assisted = createRoute({
  getParentRoute: under,
  path: '/counter/$id',
  component: lazyRouteComponent(() => import('../pages/assisted.tsx'), 'AssistedPage'),
})
const promises = createRoute({
  getParentRoute: under,
  path: '/promises',
  validateSearch: keep('state'),
  component: lazyRouteComponent(() => import('../pages/promises.tsx'), 'PromisesPage'),
})
const sharing = createRoute({
  getParentRoute: under,
  path: '/sharing',
  component: lazyRouteComponent(() => import('../pages/sharing.tsx'), 'SharingPage'),
})
const supervision = createRoute({
  getParentRoute: under,
  path: '/supervision',
  validateSearch: keep('show', 'rule', 'departmentId', 'channel', 'state'),
  component: lazyRouteComponent(() => import('../pages/supervision.tsx'), 'SupervisionPage'),
})
const caseSimulation = createRoute({
  getParentRoute: under,
  path: '/cases/$caseId/simulation',
  component: lazyRouteComponent(() => import('../pages/case-simulation.tsx'), 'CaseSimulationPage'),
})

const qualifications = createRoute({
  getParentRoute: under,
  path: '/qualifications',
  component: lazyRouteComponent(() => import('../pages/qualifications.tsx'), 'QualificationsPage'),
})

/** What officials do all day: tasks, cases, the counter, promises, ratings. */
export const casework = [
  home,
  tasks,
  task,
  cases,
  oneCase,
  grants,
  ratings,
  ratingStatistics,
  oneRating,
  notices,
  atWindow,
  halls,
  hallLoad,
  handovers,
  handover,
  handoverSheet,
  counter,
  assisted,
  promises,
  sharing,
  supervision,
  caseSimulation,
  qualifications,
] as const
