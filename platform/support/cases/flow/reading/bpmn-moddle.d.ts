// The library ships types of the BPMN meta-model but none of its own door.
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    readonly $type: string
    readonly id?: string
    get(property: string): unknown
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: Error[] }>
  }
}
