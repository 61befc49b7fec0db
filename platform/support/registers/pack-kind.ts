import type { Installer, PackKind } from '../packs/index.ts'
import { shapeProblems } from '../packs/index.ts'
import { Register } from './contract.ts'
import type { Registers } from './service.ts'
import { planTable } from './table.ts'

/** `registers/<key>.yaml` of packs: declarations of tables of record. */
export const registerKind: PackKind = {
  kind: 'register',
  folder: 'registers',
  extensions: ['.yaml'],
  check(source) {
    const found = shapeProblems(source, Register, 'registers')
    if (found.length > 0) return found
    const register = source.data as Register
    const keys = register.fields.map(({ key }) => key)
    const add = (pointer: string, code: string, message: string, mend: string) =>
      found.push(source.problem(pointer, { code: `registers.${code}`, message, mend }))
    for (const [index, key] of register.keyFields.entries())
      if (!keys.includes(key))
        add(
          `/keyFields/${index}`,
          'unknown-field',
          `key field "${key}" is not among the fields`,
          'Name a field that is declared below.',
        )
    if (register.subject && !keys.includes(register.subject))
      add(
        '/subject',
        'unknown-field',
        `subject "${register.subject}" is not among the fields`,
        'Name the field with the ID number or credit code.',
      )
    for (const [index, field] of register.fields.entries()) {
      if (keys.indexOf(field.key) < index)
        add(`/fields/${index}/key`, 'double-field', `field "${field.key}" is declared twice`, 'Take one away.')
      if (field.pi === 'sensitive' && field.grade < 3)
        add(
          `/fields/${index}/grade`,
          'grade-too-low',
          `"${field.key}" is sensitive personal information in grade ${field.grade}`,
          'Raise it to 3 or 4, so that it is kept sealed.',
        )
      if (field.pi !== 'none' && !register.subject)
        add(
          `/fields/${index}/pi`,
          'no-subject',
          `"${field.key}" is personal information and the register names no subject`,
          'Say in subject whose data a record holds, so that reads can be shown to that person.',
        )
    }
    if (found.length === 0) planTable(register, undefined)
    return found
  },
}

/** Makes and moves the tables when declarations are installed. */
export function registerInstaller(registers: Pick<Registers, 'declare'>): Installer {
  return {
    kind: 'register',
    async install(tx, realm, added) {
      for (const { content } of added) await registers.declare(tx, realm, content as Register)
    },
  }
}
