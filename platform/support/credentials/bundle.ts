import { canonicalJson } from '#kernel/canonical-json.ts'
import { parseLicenceId } from '#kernel/codes/licence-id.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { leafHash } from '#kernel/merkle.ts'
import { verifyInclusion } from '#kernel/merkle-verify.ts'
import type { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { holds, inForceAt, statementHolds } from '#support/keys/index.ts'
import type { Bundle, Check } from './contract.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')

/**
 * Checks a bundle step by step with nothing but mathematics and one root: no network, no database. `root` is the one that
 * the reader trusts; without it the bundle's own is used, and the first step says so and stays open.
 */
export function checkBundle(bundle: Bundle, trusted: RootKeys | undefined): Check[] {
  const root = trusted ?? bundle.root
  const { record, signature, key, logKey } = bundle
  const issuedAt = new Date(record.issuedAt)
  const identifier = parseLicenceId(record.identifier)
  const checks: Check[] = [
    trusted
      ? check(
          'root',
          sameRoot(bundle.root, trusted),
          '根密钥是您信任的那一个',
          'The root is the one you trust',
          `指纹 ${trusted.keyId}`,
        )
      : {
          ...check(
            'root',
            true,
            '根密钥取自文件本身，请另行核对指纹',
            'The root is from the file itself: compare its fingerprint',
            `指纹 ${root.keyId}`,
          ),
          open: true,
        },
    check(
      'key',
      keyHolds(key, root, 'seal') && key.body.keyId === record.seal.keyId && key.body.subject.name === record.seal.name,
      '印章密钥属于发证机关，由根密钥证明',
      'The seal key is the issuer’s, as the root states',
      `${key.body.subject.name}，密钥 ${key.body.keyId}${key.body.custody === 'software' ? '（软件密钥，仅供试用）' : ''}`,
    ),
    check(
      'validity',
      inForceAt(key, issuedAt),
      '签发时印章在有效期内',
      'The seal was in force when it was used',
      `${key.body.validFrom} — ${key.body.validTo}`,
    ),
    check(
      'record',
      holds(record, signature, key.body.publicKey),
      '内容和签发时一字不差',
      'The content is exactly what was signed',
      `SM2/SM3，摘要 ${recordDigest(record).toString('hex')}`,
    ),
    check(
      'identifier',
      identifier.ok && identifier.value.issuer === record.issuer.code,
      '电子证照标识正确',
      'The identifier is well-formed',
      record.identifier,
    ),
  ]
  return [...checks, ...ledgerChecks(bundle, logKey, root)]
}

/** SM3 of the canonical record: what is signed, sealed and entered in the log. */
export function recordDigest(record: Bundle['record']): Buffer {
  return cryptoSuite('GM').hash(Buffer.from(canonicalJson(record), 'utf8'))
}

function ledgerChecks({ record, proof, head }: Bundle, logKey: KeyStatement, root: RootKeys): Check[] {
  const sha256 = cryptoSuite('INTL').hash
  const title = ['登记在公开账本上', 'It stands in the public log'] as const
  if (!proof || !head)
    return [{ ...check('ledger', true, ...title, '刚刚签发，账本证明还没有生成，请稍后重新下载'), open: true }]
  const leaf = Buffer.from(leafHash(sha256, recordDigest(record)))
  const claim = { leaf, index: proof.position, size: proof.size, proof: proof.path.map(bytes), root: bytes(head.root) }
  const { signature, ...body } = head
  return [
    check(
      'ledger',
      proof.leaf === leaf.toString('hex') && proof.size === head.size && verifyInclusion(sha256, claim),
      ...title,
      `第 ${proof.position + 1} 条，共 ${proof.size} 条，证明 ${proof.path.length} 步`,
    ),
    check(
      'head',
      keyHolds(logKey, root, 'log') &&
        head.keyId === logKey.body.keyId &&
        head.realm === record.realm &&
        inForceAt(logKey, new Date(head.at)) &&
        holds(body, signature, logKey.body.publicKey),
      '账本树头由账本密钥签名',
      'The head of the log is signed by the log',
      `${head.at}，树根 ${head.root.slice(0, 16)}…`,
    ),
  ]
}

function keyHolds(statement: KeyStatement, root: RootKeys, purpose: 'seal' | 'log'): boolean {
  return statement.body.purpose === purpose && statementHolds(statement, root)
}

function sameRoot(a: RootKeys, b: RootKeys): boolean {
  return a.keyId === b.keyId && a.publicKey === b.publicKey && a.realm === b.realm
}

export function check(key: string, ok: boolean, title: string, titleEn: string, detail: string): Check {
  return { key, ok, title, titleEn, detail }
}
