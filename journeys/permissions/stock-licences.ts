import type { Cast, Made } from './made.ts'

const file = '许可证编号,持证人,证件号码,发证日期\n旧证一,某甲,1,2024-01-01\n'

export async function makeStock({ decider }: Cast): Promise<Made> {
  const path = '/stock-imports?type=food-business-licence'
  const { body } = await decider.upload('POST', path, '存量.csv', Buffer.from(file))
  return {
    ids: [[/\/stock-imports/, { id: body.id }]],
    bodies: { runStockImport: { mapping: {}, trial: true } },
  }
}
