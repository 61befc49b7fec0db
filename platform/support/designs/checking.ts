import { type LoadedPack, loadPack, type PackKind, type Packs, readSource } from '#support/packs/index.ts'
import type { DesignKind, DesignProblem } from './contract.ts'
import { fileOf } from './design.ts'
import { elementAt, pointerAt } from './place.ts'

type Drawn = { kind: DesignKind; key: string; text: string }

/** Everything installed stands in one pack of this name beside a design that is checked. */
const installed = 'installed'

/** A design as the loader of packs reads it: checked beside all that is in force, and beside the drafts it is drawn with. */
export function createChecking(needs: { packs: Packs; packKinds: readonly PackKind[] }) {
  const { packs, packKinds } = needs

  async function load(
    header: { name: string; version: string; validFrom?: string },
    drawn: Drawn,
    beside: readonly Drawn[],
  ): Promise<LoadedPack> {
    const text = JSON.stringify({ ...header, title: drawn.key, titleEn: drawn.key, requires: [installed] })
    const files = [
      { path: 'pack.yaml', text },
      { path: fileOf(drawn.kind, drawn.key), text: drawn.text },
    ]
    return loadPack(files, packKinds, [await everythingBut([drawn, ...beside], beside)])
  }

  async function everythingBut(hidden: readonly Drawn[], shown: readonly Drawn[]): Promise<LoadedPack> {
    const source = readSource('installed.yaml', '{}')
    const isHidden = (kind: string, key: string) => hidden.some((each) => each.kind === kind && each.key === key)
    const inForce = (await Promise.all(packKinds.map(({ kind }) => packs.list(kind)))).flat()
    const drafts = shown.flatMap(({ kind, key, text }) => {
      const read = readSource(fileOf(kind, key), text)
      return read.syntax.length > 0
        ? []
        : [{ kind, key, version: 1, source, content: read.data ?? text, installed: true }]
    })
    const entries = inForce
      .filter(({ kind, key }) => !isHidden(kind, key))
      .map(({ kind, key, version, content }) => ({ kind, key, version, source, content, installed: true }))
    const header = { name: installed, version: '1.0.0', title: installed, titleEn: installed }
    return { header, entries: [...entries, ...drafts], problems: [], files: [] }
  }

  /** What is wrong with it, at the elements of the drawing or the fields of the form. */
  async function check(drawn: Drawn, beside: readonly Drawn[] = []): Promise<DesignProblem[]> {
    return said(drawn, await load({ name: 'design', version: '1.0.0' }, drawn, beside))
  }

  function said({ kind, text }: Drawn, pack: LoadedPack): DesignProblem[] {
    const placeAt = kind === 'flow' || kind === 'rule' ? elementAt : pointerAt
    return pack.problems.map(({ severity, code, line, column, message, mend }) => {
      const element = placeAt(text, { line, column })
      return { severity, code, line, message, mend, ...(element ? { element } : {}) }
    })
  }

  return { load, check, said }
}
