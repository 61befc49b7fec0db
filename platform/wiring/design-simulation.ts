import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { type CaseService, compileFlow, FlowSimulationInput, Simulated } from '#support/cases/index.ts'
import { DesignKey, type Designs } from '#support/designs/index.ts'
import type { CompileExpression } from '#support/forms/index.ts'
import type { Packs } from '#support/packs/index.ts'

/** A draft of a flow played before it is published: as it was saved, with the published flows that it calls. */
export const designSimulationRoutes =
  (needs: { designs: Designs; cases: CaseService; packs: Packs; compileFeel: CompileExpression }): Routes =>
  (app: App) => {
    const { designs, cases, packs, compileFeel } = needs
    app.post(
      '/designs/flow/:key/simulations',
      {
        schema: {
          operationId: 'simulateDesign',
          tags: ['flows'],
          summary:
            'What would come of a case of this draft with such answers, if such and such happened; nothing is written',
          params: Type.Object({ key: DesignKey }),
          body: FlowSimulationInput,
          response: { 200: Simulated, ...problems },
        },
        config: route({ access: 'official', perMinute: 120 }),
      },
      async (request) => {
        const { key } = request.params
        const actor = actorOf(request)
        const { text, basedOn = 0 } = await designs.get(actor, { kind: 'flow', key })
        const net = await compileFlow(text, compileFeel, {
          key,
          called: async (name) => {
            const found = await packs.find<string>('flow', name)
            return found && { xml: found.content, version: found.version }
          },
        })
        return cases.simulateFlow(actor, { key, version: basedOn + 1, net }, request.body)
      },
    )
  }
