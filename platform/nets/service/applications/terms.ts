import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { CaseTerms, Renewed } from '#support/cases/index.ts'
import {
  answeredOf,
  askedOf,
  branchOf,
  feesUnder,
  type Item,
  limitsUnder,
  type PromiseTerms,
  type Situations,
} from '../items/contract.ts'
import type { DraftContent, IsNeeded } from './application.ts'
import type { Application, AskedSituation, MaterialNeed } from './contract.ts'

/** What the application runs under as it stands: questions, branch, limits, fees, promises. */
export function presentTerms(
  item: Item,
  content: DraftContent,
  holds: IsNeeded,
): Pick<Application, 'situations' | 'branch' | 'limits' | 'fees' | 'promises'> {
  const branch = branchOf(item, content, holds)
  return {
    situations: askedOf(item, content.situations, holds).map(({ situation, chosen }): AskedSituation => {
      const { ask, when: _, options, ...words } = situation
      const shown = options.map(({ materials: _materials, ...option }) => option)
      return { ...words, must: ask === 'start', options: shown, ...(chosen ? { chosen: chosen.key } : {}) }
    }),
    ...(branch ? { branch } : {}),
    limits: limitsUnder(item, branch),
    fees: feesUnder(item, content, holds),
    promises: (item.promises ?? []).map((terms) => {
      const signed = content.promises.find(({ key, version }) => key === terms.key && version === terms.version)
      return { ...terms, ...(signed ? { signedAt: signed.at } : {}) }
    }),
  }
}

/** Questions that must be answered first, and answers that mean another item. */
export function situationFaults(item: Item, { situations }: DraftContent, holds: IsNeeded): Fault[] {
  return askedOf(item, situations, holds).flatMap(({ situation, chosen }) => {
    const pointer = `/situations/${situation.key}`
    if (chosen?.stop) return [{ pointer, rule: 'stopped', detail: chosen.stop }]
    return chosen || situation.ask !== 'start'
      ? []
      : [{ pointer, rule: 'required', detail: `请先回答：${situation.question}` }]
  })
}

/** The situations as given, without what these answers never ask. Refuses answers with which another item is meant. */
export function chosenSituations(item: Item, given: Situations, holds: IsNeeded): Situations {
  const situations = answeredOf(item, given, holds)
  const stopped = askedOf(item, situations, holds).find(({ chosen }) => chosen?.stop)
  if (stopped)
    throw new Refusal('conflict', 'applications.stopped', 'By these answers another item is meant', {
      faults: [
        { pointer: `/situations/${stopped.situation.key}`, rule: 'stopped', detail: stopped.chosen?.stop ?? '' },
      ],
    })
  return situations
}

/** Materials signed to follow: only such as may, each from when it was first signed. */
export function signedToFollow(
  item: Item,
  before: DraftContent['follow'],
  keys: string[],
  now: Date,
): DraftContent['follow'] {
  return keys
    .filter((key) => item.materials.some((each) => each.key === key && each.follow))
    .map((key) => before.find((each) => each.key === key) ?? { key, at: now.toISOString() })
}

/** Promises signed: the text must be the one in force, for whoever signs is held to what was read. */
export function signedPromises(
  item: Item,
  before: DraftContent['promises'],
  given: { key: string; version: number }[],
  now: Date,
): DraftContent['promises'] {
  return given.map(({ key, version }) => {
    const terms = item.promises?.find((each) => each.key === key)
    if (terms?.version !== version)
      throw new Refusal('conflict', 'applications.promise-changed', `No promise ${key} in version ${version}`)
    const digest = digestOf(terms)
    return (
      before.find((each) => each.key === key && each.digest === digest) ?? {
        key,
        version,
        digest,
        at: now.toISOString(),
      }
    )
  })
}

/** SHA-256 over what the applicant read: the words themselves, so that a changed text is another promise. */
export function digestOf({ key, version, notice, promise }: PromiseTerms): string {
  return createHash('sha256').update(canonicalJson({ key, version, notice, promise })).digest('hex')
}

/** What goes with the case: what was chosen, promised, left for later, and what nobody had to hand in. */
export function termsOf(
  item: Item,
  content: DraftContent,
  given: { needs: MaterialNeed[]; holds: IsNeeded; by: string; renews?: Renewed | undefined },
): CaseTerms | undefined {
  const { needs, holds, by, renews } = given
  const branch = branchOf(item, content, holds)
  const named = ({ key, name, nameEn }: { key: string; name: string; nameEn?: string }) => ({
    key,
    name,
    ...(nameEn ? { nameEn } : {}),
  })
  const state = (key: string) => needs.find((need) => need.key === key)?.state
  const terms: CaseTerms = {
    situations: askedOf(item, content.situations, holds).flatMap(({ situation, chosen }) =>
      chosen
        ? [
            {
              key: situation.key,
              question: situation.question,
              ...(situation.questionEn ? { questionEn: situation.questionEn } : {}),
              option: chosen.key,
              label: chosen.label,
              ...(chosen.labelEn ? { labelEn: chosen.labelEn } : {}),
            },
          ]
        : [],
    ),
    ...(branch ? { branch: named(branch) } : {}),
    owed: item.materials.flatMap((material) => {
      const signed = content.follow.find(({ key }) => key === material.key)
      if (!signed || !material.follow || state(material.key) !== 'follows') return []
      return [
        { ...named(material), ...material.follow, state: 'promised' as const, promisedBy: by, promisedAt: signed.at },
      ]
    }),
    promises: (item.promises ?? []).flatMap((promise) => {
      const signed = content.promises.find(({ key, version }) => key === promise.key && version === promise.version)
      const replaced = item.materials.filter(({ key }) => promise.materials.includes(key) && state(key) === 'promised')
      if (!signed || replaced.length === 0) return []
      const { version, digest, at } = signed
      return [{ ...named(promise), version, digest, signedBy: by, signedAt: at, materials: replaced.map(named) }]
    }),
    free: needs.flatMap(freeOf),
    ...(item.sole ? { sole: item.sole } : {}),
    ...(renews ? { renews } : {}),
  }
  const { situations, owed, promises, free, sole = [] } = terms
  return situations.length + owed.length + promises.length + free.length + sole.length > 0 || branch || renews
    ? terms
    : undefined
}

/** 免提交: what the platform brought in the applicant's place, and from where. */
function freeOf(need: MaterialNeed): CaseTerms['free'] {
  const named = { key: need.key, name: need.name, ...(need.nameEn ? { nameEn: need.nameEn } : {}) }
  if (need.state === 'not-needed') return []
  if (need.submission === 'generated') return [{ ...named, status: 'made' }]
  if (need.submission !== 'shared') return []
  const { status = 'unasked', sourceLabel = need.sourceLabel, at } = need.fetched ?? {}
  return [{ ...named, status, ...(sourceLabel ? { sourceLabel } : {}), ...(at ? { fetchedAt: at } : {}) }]
}
