import { child, type Element, list, parseDocument } from './document.ts'

/** Where an element is drawn, in the units of the file. */
export type DrawnNode = { id: string; x: number; y: number; width: number; height: number }
export type DrawnFlow = { id: string; points: [number, number][] }
export type Diagram = { nodes: DrawnNode[]; flows: DrawnFlow[] }

/** The diagram of a file, all of its pages; empty when nobody drew one. */
export async function readDiagram(xml: string): Promise<Diagram> {
  const { definitions } = await parseDocument(xml)
  const drawn = list(definitions, 'diagrams').flatMap((each) => {
    const plane = child(each, 'plane')
    return plane === null ? [] : list(plane, 'planeElement')
  })
  return { nodes: drawn.flatMap(nodeOf), flows: drawn.flatMap(flowOf) }
}

function nodeOf(shape: Element): DrawnNode[] {
  const bounds = child(shape, 'bounds')
  const id = child(shape, 'bpmnElement')?.id
  if (shape.$type !== 'bpmndi:BPMNShape' || bounds === null || id === undefined) return []
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((each) => Number(bounds.get(each) ?? 0))
  return [{ id, x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 }]
}

function flowOf(edge: Element): DrawnFlow[] {
  const id = child(edge, 'bpmnElement')?.id
  if (edge.$type !== 'bpmndi:BPMNEdge' || id === undefined) return []
  const points = list(edge, 'waypoint').map((point): [number, number] => [
    Number(point.get('x') ?? 0),
    Number(point.get('y') ?? 0),
  ])
  return points.length > 1 ? [{ id, points }] : []
}
