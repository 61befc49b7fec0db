// The library ships types of the BPMN meta-model but none of its own door.
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    readonly $type: string
    readonly id?: string
    /** Attributes of other vocabularies. */
    readonly $attrs?: Record<string, string>
    readonly $descriptor?: { properties: { name: string; isReference?: boolean; default?: unknown }[] }
    get(property: string): unknown
    set(property: string, value: unknown): void
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: Error[] }>
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
  }
}
