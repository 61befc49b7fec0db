import type { Cast, Made } from './made.ts'

const file = 'code,name,parent,level\n999900000000,虚构省,,province\n'

export async function makeRegisterImports({ admin }: Cast): Promise<Made> {
  const { body } = await admin.upload('POST', '/register-imports?register=divisions', '区划.csv', Buffer.from(file))
  return {
    ids: [[/\/register-imports/, { id: body.id }]],
    bodies: {
      runRegisterImport: { mapping: body.mapping, mode: 'changes' },
      lookUpRegister: { key: { code: '999900000000' }, purpose: '核对', basis: '演示' },
    },
  }
}
