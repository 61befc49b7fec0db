import type { DesignProblem } from '@zhengtong/platform/support/designs/contract.ts'
import type Modeler from 'bpmn-js/lib/Modeler'
import { service } from './modeler.ts'

const overlay = 'design-problem'

/** Puts what the check found on the elements of the drawing; the answer takes it away again. */
export function marked(modeler: Modeler, problems: readonly DesignProblem[]): () => void {
  const [canvas, registry, overlays] = [
    service(modeler, 'canvas'),
    service(modeler, 'elementRegistry'),
    service(modeler, 'overlays'),
  ]
  const byElement = Map.groupBy(
    problems.filter(({ element }) => element && registry.get(element)),
    ({ element }) => element as string,
  )
  const added: [string, string][] = []
  for (const [element, found] of byElement) {
    const severity = found.some((each) => each.severity === 'error') ? 'error' : 'warning'
    const marker = `designer-${severity}`
    canvas.addMarker(element, marker)
    added.push([element, marker])
    const html = document.createElement('span')
    html.className = `designer-count ${marker}`
    html.textContent = String(found.length)
    overlays.add(element, overlay, { position: { top: -12, left: -8 }, html })
  }
  return () => {
    overlays.remove({ type: overlay })
    for (const [element, marker] of added) if (registry.get(element)) canvas.removeMarker(element, marker)
  }
}
