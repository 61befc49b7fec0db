import type { Organisations } from '#support/organisations/index.ts'

/** What a decision prints of where it can be fought; nothing where the department has named nobody. */
export type RemediesSaid = (realm: string, departmentId: string, day: string) => Promise<string | undefined>

export function createRemediesSaid(organisations: Pick<Organisations, 'remedyBodies'>): RemediesSaid {
  return async (realm, departmentId, day) => {
    const { reviewBody, reviewEntrance, court } = await organisations.remedyBodies(realm, departmentId, day)
    const said = [
      reviewBody && `行政复议机关：${reviewBody}${reviewEntrance ? `（网上申请：${reviewEntrance}）` : ''}。`,
      court && `受理行政诉讼的人民法院：${court}。`,
    ].filter(Boolean)
    return said.length > 0 ? said.join('') : undefined
  }
}
