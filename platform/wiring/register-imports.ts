import {
  createRegisterImports,
  type RegisterImportNeeds,
  registerImportRoutes,
  registerImportsModule,
} from '#support/register-imports/index.ts'
import type { Part } from './part.ts'

export const registerImportsModules = [registerImportsModule]

/** Files that officials and the command line bring into registers. */
export function createRegisterImportPart(needs: RegisterImportNeeds) {
  const imports = createRegisterImports(needs)
  const part: Part = { routes: [registerImportRoutes(imports)], jobHandlers: imports.jobHandlers }
  return { ...part, registerImports: imports }
}
