import { ztModdle } from '@zhengtong/platform/support/cases/flow/contract.ts'
import Modeler from 'bpmn-js/lib/Modeler'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import { chinese } from './chinese.ts'

/** An element's own data as moddle keeps it. */
export type Business = {
  $type: string
  id: string
  name?: string
  get(name: string): unknown
}

/** What is drawn. */
export type Shape = {
  id: string
  type: string
  businessObject: Business
  source?: Shape
  incoming?: Shape[]
  outgoing?: Shape[]
  labelTarget?: Shape
}

type Services = {
  canvas: {
    zoom(to?: 'fit-viewport' | number, centre?: 'auto'): number
    scroll(by: { dx: number; dy: number }): void
    scrollToElement(of: Shape): void
    addMarker(id: string, name: string): void
    removeMarker(id: string, name: string): void
    getRootElement(): Shape
  }
  elementRegistry: { get(id: string): Shape | undefined; filter(keep: (each: Shape) => boolean): Shape[] }
  overlays: {
    add(id: string, type: string, what: { position: { top: number; left: number }; html: HTMLElement }): void
    remove(what: { type: string }): void
  }
  selection: { select(of: Shape): void; get(): Shape[] }
  modeling: {
    updateProperties(of: Shape, properties: Record<string, unknown>): void
    updateModdleProperties(of: Shape, business: Business, properties: Record<string, unknown>): void
    removeElements(of: Shape[]): void
  }
  moddle: { create(type: string, attributes?: Record<string, unknown>): Business }
  elementFactory: { createShape(attributes: { type: string }): Shape }
  autoPlace: { append(after: Shape, what: Shape): Shape }
  eventBus: { on(event: string, then: () => void): void }
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean }
}

/** The services of the library that we use, with the types that it leaves out. */
export const service = <Name extends keyof Services>(modeler: Modeler, name: Name): Services[Name] =>
  modeler.get<Services[Name]>(name)

/** The designer of the library in our language and with our vocabulary; its mark stays where it is. */
export function createModeler(container: HTMLElement, language: 'zh' | 'en'): Modeler {
  const translate = (template: string, replacements: Record<string, string> = {}) =>
    (language === 'zh' ? (chinese[template] ?? template) : template).replace(
      /\{([^}]+)\}/g,
      (whole, name: string) => replacements[name] ?? whole,
    )
  return new Modeler({
    container,
    moddleExtensions: { zt: ztModdle },
    additionalModules: [{ translate: ['value', translate] }],
  })
}
