import { Refusal } from '#kernel/errors.ts'
import { itemKind } from '#nets/service/items/index.ts'
import { compileFlow, type Net } from '#support/cases/index.ts'
import { credentialKind } from '#support/credentials/contract.ts'
import { type CompileExpression, formKind } from '#support/forms/index.ts'
import {
  declaredKind,
  type PackKind,
  type Problem,
  type Reference,
  type Source,
  textsKind,
} from '#support/packs/index.ts'
import { registerKind } from '#support/registers/index.ts'
import { compileModel } from '#support/rules/index.ts'

/** Everything a pack may hold, each kind by its owner. */
export function packKinds(compileExpression: CompileExpression): PackKind[] {
  return [
    registerKind,
    formKind(compileExpression),
    flowKind(compileExpression),
    ruleKind,
    declaredKind('credential', credentialKind),
    strictItemKind,
    textsKind,
  ]
}

/**
 * Items as packs may publish them: what an imported catalogue only deserves a warning for, a new item must not have. 许可法
 * 第31条 forbids material that is not named.
 */
const strictItemKind: PackKind = {
  ...itemKind,
  check: async (source, context) =>
    (await itemKind.check(source, context)).map((problem) =>
      problem.code === 'items.no-catch-all-material' ? { ...problem, severity: 'error' } : problem,
    ),
}

/** `flows/<key>.bpmn`. The content is the XML; a case compiles the version it runs on. */
export function flowKind(compileExpression: CompileExpression): PackKind {
  return {
    kind: 'flow',
    folder: 'flows',
    extensions: ['.bpmn'],
    check: (source) =>
      problemsOf(source, 'Correct the element in the designer.', () => compileFlow(source.text, compileExpression)),
    references: (content) => referencesOf(String(content)),
  }
}

/** `rules/<key>.dmn`. */
export const ruleKind: PackKind = {
  kind: 'rule',
  folder: 'rules',
  extensions: ['.dmn'],
  check: (source) => problemsOf(source, 'Correct the decision in the designer.', async () => compileModel(source.text)),
}

/** The rules a flow asks, by the attribute that names them. */
function referencesOf(xml: string): Reference[] {
  const names = [...xml.matchAll(/<(?:\w+:)?businessRuleTask\b[^>]*?\bzt:decision="([a-z0-9-]+)"/g)].map(
    ([, key]) => key ?? '',
  )
  return [...new Set(names)].map((key) => ({ kind: 'rule', key, pointer: '' }))
}

/** What compiling refuses, at the elements it names. */
async function problemsOf(source: Source, mend: string, compile: () => Promise<Net | unknown>): Promise<Problem[]> {
  try {
    await compile()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { faults = [] } = error.details
    if (faults.length === 0) return [source.problemAt(0, { code: error.code, message: error.message, mend })]
    return faults.map(({ pointer, rule, detail }) => {
      const id = pointer.split('/').at(-1) ?? ''
      const at = id ? source.text.indexOf(`id="${id}"`) : -1
      return source.problemAt(Math.max(at, 0), { code: `${error.code.split('.')[0]}.${rule}`, message: detail, mend })
    })
  }
}
