import { when } from '#ground/events.ts'
import type { Jobs } from '#ground/jobs.ts'
import { type Items, itemPublished, limitsUnder, underTerms } from '#nets/service/items/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import type { Part } from './part.ts'

const job = 'cases.shorten-limits'

/** When a new version of an item takes effect, shorter limits reach who waits under an older one. */
export function createLimits(needs: { cases: CaseService; items: Items; jobs: Jobs }): Part {
  const { cases, items, jobs } = needs
  return {
    reactions: [
      when(itemPublished, 'shorten-limits', async (tx, { realm, data }) => {
        const { itemId, version, effectiveOn } = data
        if (version < 2) return
        const runAt = new Date(`${effectiveOn}T00:00:00+08:00`)
        await jobs.add(tx, job, { realm, itemId, version }, { runAt, key: `${job}:${realm}:${itemId}:${version}` })
      }),
    ],
    jobHandlers: {
      async [job](payload) {
        const [realm, itemId, version] = [String(payload.realm), String(payload.itemId), Number(payload.version)]
        const { item } = await items.getVersion(realm, itemId, version)
        let after: string | undefined
        do {
          after = await cases.limitChanges.shorten({ realm, itemId, version, after }, (terms) => {
            const under = underTerms(item, terms?.renews)
            const branch = under.branches?.find(({ key }) => key === terms?.branch?.key)
            const { promised, legal } = limitsUnder(under, branch)
            return { ...(promised ? { promise: promised } : {}), ...(legal ? { legal } : {}) }
          })
        } while (after !== undefined)
      },
    },
  }
}
