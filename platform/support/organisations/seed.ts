import type { Particulars } from './contract.ts'
import type { Organisations } from './service.ts'

type SeedDepartment = {
  id: string
  name: string
  nameEn?: string
  code: string
  parent?: string
  division: string
  government?: boolean
  reviewBody?: string
  reviewEntrance?: string
  court?: string
}

/** `departments.yaml` of a pack's seed folder, parsed. `from`, `court` and `source` hold for all that say no other. */
export type DepartmentSeed = { from: string; court?: string; source: string; departments: SeedDepartment[] }

/** Loads a pack's invented departments; doing it again changes nothing. The divisions must be there already. */
export async function seedOrganisations(
  organisations: Pick<Organisations, 'saveDepartments' | 'seedParticulars'>,
  realm: string,
  seed: DepartmentSeed,
): Promise<void> {
  await organisations.saveDepartments(
    realm,
    seed.departments.map(({ id, name, nameEn, code, parent, division, government = false }) => ({
      ...{ id, name, code, divisionCode: division, government, demo: true },
      ...(nameEn ? { nameEn } : {}),
      ...(parent ? { parent } : {}),
    })),
  )
  await organisations.seedParticulars(
    realm,
    new Map(seed.departments.map((each) => [each.id, particularsOf(each, seed)])),
  )
}

function particularsOf(each: SeedDepartment, { from, source, court: usual }: DepartmentSeed): Particulars {
  const { name, nameEn, government = false, reviewBody, reviewEntrance } = each
  const court = each.court ?? usual
  return {
    ...{ from, name, government, source },
    ...(nameEn ? { nameEn } : {}),
    ...(reviewBody ? { reviewBody } : {}),
    ...(reviewEntrance ? { reviewEntrance } : {}),
    ...(court ? { court } : {}),
  }
}
