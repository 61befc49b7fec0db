// The library ships no types of its own door.
declare module 'dmn-js/lib/Modeler' {
  export type View = {
    id: string
    type: string
    name?: string
    element: { id: string; name?: string; label?: string; $type: string }
  }
  type Viewer = {
    on(event: string, then: () => void): void
    off(event: string, then: () => void): void
    get<Service>(name: string): Service
  }
  export default class Modeler {
    constructor(options: Record<string, unknown>)
    importXML(xml: string): Promise<{ warnings: string[] }>
    saveXML(options: { format: boolean }): Promise<{ xml: string }>
    getViews(): View[]
    getActiveView(): View | undefined
    getActiveViewer(): Viewer | undefined
    open(view: View): Promise<unknown>
    on(event: string, then: (event: { views?: View[]; activeView?: View }) => void): void
    getDefinitions(): unknown
    destroy(): void
  }
}
