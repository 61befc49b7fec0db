import { actDigest, type ProvenStep } from '#support/cases/index.ts'

export type Act = { digest: string; steps: ProvenStep[] }

/**
 * The steps of a history put together as they were written: an act's steps share their instant and follow each other, and
 * their digest is in the log. Two acts of one instant are told apart by the digests that the log knows.
 */
export function groupActs(steps: readonly ProvenStep[], known: ReadonlySet<string>): Act[] {
  const acts: Act[] = []
  for (let from = 0; from < steps.length; ) {
    let to = from + 1
    while (to < steps.length && steps[to]!.at === steps[from]!.at) to++
    let act: Act | undefined
    for (let end = to; end > from && !act; end--) {
      const candidate = actOf(steps.slice(from, end))
      if (known.has(candidate.digest)) act = candidate
    }
    act ??= actOf(steps.slice(from, to))
    acts.push(act)
    from += act.steps.length
  }
  return acts
}

function actOf(steps: ProvenStep[]): Act {
  return { digest: actDigest(steps).toString('hex'), steps }
}

/**
 * Why an act's steps are not shown to the applicant: officials are named in them, or they are the office's own. The digest
 * and its proof are in the file all the same, so that nothing can be left out or put in unseen.
 */
export function withheldFrom(own: boolean, { steps }: Act): string | undefined {
  if (!own) return undefined
  if (steps.some((step) => !step.public)) return '机关内部环节'
  if (steps.some((step) => step.actor_kind === 'official')) return '含经办人员姓名'
  return undefined
}
