import type { Organisations } from './service.ts'

/** `departments.yaml` of a pack's seed folder, parsed. */
export type DepartmentSeed = {
  departments: { id: string; name: string; nameEn?: string; code: string; parent?: string; division: string }[]
}

/** Loads a pack's invented departments; doing it again changes nothing. The divisions must be there already. */
export async function seedOrganisations(
  organisations: Pick<Organisations, 'saveDepartments'>,
  realm: string,
  seed: DepartmentSeed,
): Promise<void> {
  await organisations.saveDepartments(
    realm,
    seed.departments.map(({ division, ...department }) => ({ ...department, divisionCode: division, demo: true })),
  )
}
