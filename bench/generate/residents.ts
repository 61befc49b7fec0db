import { completeCitizenId } from '../../platform/kernel/codes/citizen-id.ts'

/** Somebody invented, the same for the same number: 999900 is no division, so nobody has such an identity number. */
export type Resident = { index: number; name: string; idNumber: string; birthDate: string; mobile: string }

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章']
const given = [...'测试样例演示虚构安宁和平春夏秋冬晨曦明亮清泉山海林木禾苗文书礼乐知行']

/** The resident of a number, born in the year of the original so that rules about age say the same. */
export function residentOf(index: number, year: number): Resident {
  const name =
    surnames[index % surnames.length]! +
    given[Math.floor(index / surnames.length) % given.length]! +
    given[Math.floor(index / (surnames.length * given.length)) % given.length]!
  const birth = new Date(Date.UTC(year, 0, 1 + (index % 360)))
  const birthDate = birth.toISOString().slice(0, 10)
  const sequence = String(100 + (Math.floor(index / 360) % 900)).padStart(3, '0')
  // Past 324,000 the next invented place begins: 999901, 999902 …
  const place = 999_900 + Math.floor(index / 324_000)
  return {
    index,
    name,
    birthDate,
    idNumber: completeCitizenId(`${place}${birthDate.replaceAll('-', '')}${sequence}`),
    mobile: `139${String(index).padStart(8, '0')}`,
  }
}
