import { type CaseNeeds, compileFlow, type Net } from '#support/cases/index.ts'
import type { CompileExpression } from '#support/forms/index.ts'
import type { Packs } from '#support/packs/index.ts'

type Versions = Readonly<Record<string, number>>

/**
 * The compiled flow of a version with all it calls. A case that runs names the versions of the called flows it began
 * with, and keeps them whatever is installed later; a case that begins gets those in force today.
 */
export function createFlows(packs: Packs, compileExpression: CompileExpression): CaseNeeds['netOf'] {
  async function find(key: string, version?: number) {
    const found = await packs.find<string>('flow', key, version === undefined ? {} : { version })
    return found && { xml: found.content, version: found.version }
  }

  return async ({ key, version, calls }) => {
    const artefact = await packs.get<string>('flow', key, { version })
    const made = (versions: Versions) =>
      packs.made<Promise<Net>>(artefact, `net ${JSON.stringify(versions)}`, () =>
        compileFlow(artefact.content, compileExpression, { key, called: (name) => find(name, versions[name]) }),
      )
    let net = await made(calls ?? {})
    if (calls) return net
    for (;;) {
      const today = await inForce(Object.keys(net.calls))
      if (JSON.stringify(today) === JSON.stringify(net.calls)) return net
      net = await made(today)
    }
  }

  async function inForce(keys: string[]): Promise<Record<string, number>> {
    const found = await Promise.all(keys.map(async (key) => [key, (await find(key))?.version ?? 0] as const))
    return Object.fromEntries(found)
  }
}
