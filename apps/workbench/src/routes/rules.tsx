import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { keep, under } from './frame.tsx'

const reruns = createRoute({
  getParentRoute: under,
  path: '/rules/reruns',
  component: lazyRouteComponent(() => import('../pages/reruns.tsx'), 'RerunsPage'),
})
const oneRerun = createRoute({
  getParentRoute: under,
  path: '/rules/reruns/$runId',
  validateSearch: keep('kind', 'caseNo'),
  component: lazyRouteComponent(() => import('../pages/rerun.tsx'), 'RerunPage'),
})
const flows = createRoute({
  getParentRoute: under,
  path: '/flows',
  component: lazyRouteComponent(() => import('../pages/flows.tsx'), 'FlowsPage'),
})
const flowSimulation = createRoute({
  getParentRoute: under,
  path: '/flows/$key/simulation',
  validateSearch: keep('version', 'item'),
  component: lazyRouteComponent(() => import('../pages/flow-simulation.tsx'), 'FlowSimulationPage'),
})

const designs = createRoute({
  getParentRoute: under,
  path: '/designs',
  validateSearch: keep('kind'),
  component: lazyRouteComponent(() => import('../pages/designs.tsx'), 'DesignsPage'),
})
const design = createRoute({
  getParentRoute: under,
  path: '/designs/$kind/$key',
  component: lazyRouteComponent(() => import('../pages/design.tsx'), 'DesignPage'),
})

const designSimulation = createRoute({
  getParentRoute: under,
  path: '/designs/flow/$key/simulation',
  component: lazyRouteComponent(() => import('../pages/design-simulation.tsx'), 'DesignSimulationPage'),
})

/** Rules and flows, designed, tried and run again. */
export const rules = [reruns, oneRerun, flows, flowSimulation, designs, design, designSimulation] as const
