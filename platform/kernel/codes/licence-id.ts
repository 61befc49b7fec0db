import type { Fault } from '../errors.ts'
import { mod3736Check } from './mod-37-36.ts'
import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

/** The parts of an e-licence identifier (电子证照标识, GB/T 36904-2018). */
export type LicenceIdParts = {
  /** 证照类型代码, 21 characters: the credit code of the agency that defined the type, then three. */
  type: string
  /** 颁发机构代码: a credit code of 18 characters; identifiers in use also carry shorter agency codes. */
  issuer: string
  /** 流水号, unique for type and issuer. */
  serial: string
  /** 1 to 999, one more on each re-issue. */
  version: number
}

export type LicenceId = LicenceIdParts & { id: string; findings: Fault[] }

const ROOT = '1.2.156.3005.2'
const SHAPE = /^([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,40})\.(\d{3})\.([0-9A-Z])$/

/** The whole identifier with its MOD 37,36 check. Throws RangeError unless type has 21, issuer 18 characters. */
export function buildLicenceId({ type, issuer, serial, version }: LicenceIdParts): string {
  const parts = [type, issuer, serial, String(version).padStart(3, '0')]
  const id = [ROOT, ...parts, mod3736Check(parts.join(''))].join('.')
  if (!SHAPE.test(id.slice(ROOT.length + 1)) || issuer.length !== 18 || version < 1) {
    throw new RangeError(
      'an e-licence identifier needs a 21-character type, an 18-character issuer, a serial and a version',
    )
  }
  return id
}

/**
 * Reads an e-licence identifier. A wrong check character is a fault; with `imported` it is only a finding, because
 * licences of other issuers are in use whose check does not verify.
 */
export function parseLicenceId(text: string, options: { imported?: boolean } = {}): Parsed<LicenceId> {
  const id = normaliseCode(text)
  const match = id.startsWith(`${ROOT}.`) ? SHAPE.exec(id.slice(ROOT.length + 1)) : null
  if (!match)
    return refused(
      codeFault('licence-id.shape', `电子证照标识应以${ROOT}开头，依次为类型、颁发机构、流水号、版本和校验位。`),
    )
  const [, type = '', issuer = '', serial = '', version = '', check = ''] = match
  const findings: Fault[] = []
  if (mod3736Check(type + issuer + serial + version) !== check) {
    const fault = codeFault('licence-id.check', '电子证照标识的校验位不符。')
    if (!options.imported) return refused(fault)
    findings.push(fault)
  }
  if (issuer.length !== 18) findings.push(codeFault('licence-id.issuer', '颁发机构代码不是18位统一社会信用代码。'))
  return accepted({ id, type, issuer, serial, version: Number(version), findings })
}
