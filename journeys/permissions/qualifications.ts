import type { Cast, Made } from './made.ts'

export async function makeQualifications(_: Cast): Promise<Made> {
  const ask = { check: 'drainage', number: '92441900MADEM00115', purpose: '核对', basis: '城镇排水与污水处理条例' }
  return { ids: [], bodies: { checkQualification: ask } }
}
