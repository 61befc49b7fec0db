import { when } from '#ground/events.ts'
import type { Items } from '#nets/service/items/index.ts'
import { createLifeMaps, type LifeMapNeeds, lifeMapRoutes } from '#nets/service/life-maps/index.ts'
import { createPublicPages, type PublicPageNeeds, publicPageRoutes } from '#nets/service/public-pages/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import { type CredentialService, credentialIssued } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

/** More than anybody looks at; what is older than these does not tell what comes next. */
const mostRead = 50

/**
 * 全生命周期事项: the stages of a life with their items, and what follows from what somebody holds, told once when it is issued; and the public
 * pages as they read without a script.
 */
export function createLifeMapPart(
  needs: Pick<Ground, 'db' | 'clock' | 'config'> & {
    items: Items
    packs: Pick<Packs, 'list'>
    credentials: Pick<CredentialService, 'list' | 'holdsOther' | 'verifyCode'>
    cases: Pick<CaseService, 'list'>
    identity: Identity
    notices: Pick<NoticeService, 'tell'>
    /** Public pages of other nets. */
    more: NonNullable<PublicPageNeeds['more']>
  },
): Part {
  const { credentials, cases, items, identity, notices } = needs
  const maps: LifeMapNeeds['maps'] = async () =>
    (await needs.packs.list('life-map')).map(({ content }) => content as never)

  const lifeMaps = createLifeMaps({
    ...{ db: needs.db, clock: needs.clock, items, maps },
    async heldBy(actor) {
      const { items: lines } = await credentials.list(actor, { limit: mostRead })
      return lines.map(({ type, holderPartyId, holder, status }) => ({
        ...{ type: type.key, name: type.name, nameEn: type.nameEn },
        ...{ partyId: holderPartyId, holder, inForce: status === 'valid' },
      }))
    },
    async underWay(actor) {
      const { items: rows } = await cases.list(actor, { limit: mostRead })
      return new Set(rows.filter(({ closedAt }) => !closedAt).map(({ itemId }) => itemId))
    },
  })

  /** A stage begins with what is issued: who now holds it hears what is likely to come next. */
  const pushed = when(credentialIssued, 'tell-what-follows', async (tx, { realm, data }) => {
    const following = await lifeMaps.followOf(realm, data.type)
    const [first] = following
    if (!first) return
    // A renewal or a copy begins nothing new.
    if (await credentials.holdsOther(realm, data.partyId, data.type, data.number)) return
    const names = following.map(({ name }) => `“${name}”`).join('、')
    const namesEn = following.map(({ name, nameEn }) => `“${nameEn ?? name}”`).join(', ')
    for (const accountId of await identity.parties.accountsFor(realm, data.partyId))
      await notices.tell(tx, {
        ...{ realm, accountId, kind: 'life-map.follows' },
        title: '接下来您可能要办的事',
        titleEn: 'What you may need next',
        body: `${first.suggestion.reason}可以在网上办：${names}。不需要的，在首页点“不再推荐”。`,
        bodyEn: `${first.suggestion.reasonEn} To be done online: ${namesEn}. If you do not need it, dismiss it on the home page.`,
      })
  })

  const pages = createPublicPages({
    ...{ items, lifeMaps, realm: needs.config.realm, publicUrl: needs.config.publicUrl },
    more: needs.more,
    verify: credentials.verifyCode,
  })
  return {
    routes: [lifeMapRoutes(lifeMaps)],
    rootRoutes: [publicPageRoutes(pages, needs.config.publicUrl)],
    plainPages: pages.find,
    reactions: [pushed],
  }
}
