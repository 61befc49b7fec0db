import { entryKind } from '#nets/data/catalogue/index.ts'
import { releaseKind, thresholdsKind } from '#nets/data/opening/index.ts'
import { hallKind } from '#nets/service/halls/index.ts'
import { type Item, itemKind, proofListKind } from '#nets/service/items/index.ts'
import { lifeMapKind } from '#nets/service/life-maps/index.ts'
import { ratingTagKind } from '#nets/service/ratings/index.ts'
import { supervisionKind } from '#nets/service/supervision/index.ts'
import { retentionKind } from '#support/archives/index.ts'
import { capabilityKind } from '#support/capabilities/index.ts'
import { compileFlow, type Net } from '#support/cases/index.ts'
import { credentialKind } from '#support/credentials/contract.ts'
import { creditKinds } from '#support/credit/index.ts'
import { sceneKind } from '#support/evidence/index.ts'
import { factCertificateKind } from '#support/fact-certificates/index.ts'
import { type CompileExpression, formKind } from '#support/forms/index.ts'
import { declaredKind, type PackContext, type PackKind, type Reference, textsKind } from '#support/packs/index.ts'
import { feeKind, payoutKind } from '#support/payments/index.ts'
import { checkKind } from '#support/qualifications/index.ts'
import { registerKind } from '#support/registers/index.ts'
import { reviewFlow, reviewItem } from './deployment/flow-review.ts'
import { refusedBy } from './deployment/places.ts'
import { ruleKind } from './deployment/rule-kind.ts'

/** Everything a pack may hold, each kind by its owner. */
export function packKinds(compileExpression: CompileExpression): PackKind[] {
  return [
    registerKind,
    formKind(compileExpression),
    flowKind(compileExpression),
    ruleKind,
    declaredKind('credential', credentialKind),
    declaredKind('fact-certificate', factCertificateKind),
    declaredKind('fee', feeKind(compileExpression)),
    declaredKind('payout', payoutKind(compileExpression)),
    ...creditKinds(compileExpression),
    declaredKind('retention', retentionKind),
    declaredKind('catalogue-entry', entryKind),
    declaredKind('opening-release', releaseKind),
    declaredKind('opening-thresholds', thresholdsKind),
    strictItemKind(compileExpression),
    declaredKind('capability', capabilityKind),
    declaredKind('qualification', checkKind(compileExpression)),
    declaredKind('evidence-scene', sceneKind),
    proofListKind,
    lifeMapKind,
    ratingTagKind,
    hallKind,
    supervisionKind(compileExpression),
    textsKind,
  ]
}

/**
 * Items as packs may publish them: what an imported catalogue only deserves a warning for, a new item must not have. 许可法
 * 第31条 forbids material that is not named.
 */
function strictItemKind(compileExpression: CompileExpression): PackKind {
  return {
    ...itemKind,
    async check(source, context) {
      const problems = (await itemKind.check(source, context)).map((problem) =>
        problem.code === 'items.no-catch-all-material' ? { ...problem, severity: 'error' as const } : problem,
      )
      const item = itemKind.content?.(source) as Item | undefined
      const key = item?.handling.flow
      // A flow of this pack is reviewed with its items where it stands.
      const xml = key && !context.owns('flow', key) ? context.find('flow', key) : undefined
      if (!item || !key || typeof xml !== 'string') return problems
      let net: Net | undefined
      await refusedBy(source, '', async () => {
        net = await compileFlow(xml, compileExpression, callsIn(key, context))
      })
      return net ? [...problems, ...reviewItem(net, item, source, context, compileExpression)] : problems
    },
  }
}

/** The flows that a flow calls, as the pack and those it requires have them. */
function callsIn(key: string, context: PackContext) {
  return {
    key,
    called: async (other: string) => {
      const xml = context.find('flow', other)
      return typeof xml === 'string' ? { xml, version: 1 } : undefined
    },
  }
}

/** `flows/<key>.bpmn`. The content is the XML; a case compiles the version it runs on. */
export function flowKind(compileExpression: CompileExpression): PackKind {
  return {
    kind: 'flow',
    folder: 'flows',
    extensions: ['.bpmn'],
    async check(source, context) {
      let net: Net | undefined
      const refused = await refusedBy(source, 'Correct the element in the designer.', async () => {
        const key = source.file.replace(/^.*\//, '').replace(/\.bpmn$/, '')
        net = await compileFlow(source.text, compileExpression, callsIn(key, context))
      })
      return net ? reviewFlow(net, source, context, compileExpression) : refused
    },
    references: (content) => referencesOf(String(content)),
  }
}

/** The rules a flow asks, by the attribute that names them. */
function referencesOf(xml: string): Reference[] {
  const names = [...xml.matchAll(/<(?:\w+:)?businessRuleTask\b[^>]*?\bzt:decision="([a-z0-9-]+)"/g)].map(
    ([, key]) => key ?? '',
  )
  return [...new Set(names)].map((key) => ({ kind: 'rule', key, pointer: '' }))
}
