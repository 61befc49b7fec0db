// Only what the bench uses. The package's own types need those of its dependencies, which are not all there.
declare module 'bpmn-engine' {
  import type { EventEmitter } from 'node:events'

  /** The serialised source of a definition, in the form the engine keeps it. */
  export type SourceContext = { readonly id?: string }

  export class Engine {
    constructor(options: {
      name: string
      source?: string
      sourceContext?: SourceContext
      variables?: Record<string, unknown>
    })
    getDefinitions(): Promise<{ context: { definitionContext: SourceContext } }[]>
    execute(options: { listener: EventEmitter }): Promise<unknown>
  }
}
