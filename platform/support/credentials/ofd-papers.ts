import type { Keys } from '#support/keys/index.ts'
import { readSm2Certificate } from '#support/keys/index.ts'
import { readSealedOfd } from '#support/seals/index.ts'
import { check } from './bundle.ts'
import type { Check } from './contract.ts'
import type { ReadPaper } from './papers.ts'

/** Reads an OFD that somebody hands in and checks its seal step by step (GB/T 38540-2020, 7) against the realm's own root. */
export async function readOfdPaper(keys: Keys, realm: string, ofd: Buffer): Promise<ReadPaper> {
  const { sm2Certificate } = await keys.root(realm)
  const root =
    sm2Certificate && readSm2Certificate(Buffer.from(sm2Certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
  if (!root) throw new Error(`The realm ${realm} has no SM2 root certificate`)
  const read = readSealedOfd(ofd, root)
  const none = { identifier: undefined, digest: undefined, signer: undefined, claimedAt: undefined }
  if (!read) return { ...none, checks: [check('signature', false, ...titles.signature, '没有找到电子签章')] }
  const { checks: held, signature, seal, signer, maker, data } = read
  const day = (at: Date | undefined) => at?.toISOString().slice(0, 10) ?? '—'
  const checks: Check[] = [
    check('form', held.form, ...titles.form, `SES_Signature 第 ${signature?.version ?? '?'} 版，SM2/SM3`),
    check(
      'seal-made',
      held.seal,
      ...titles.sealMade,
      `印章“${seal?.name ?? '未知'}”，制章人 ${maker?.subject ?? '未知'}`,
    ),
    check('seal-chain', held.makerChain, ...titles.sealChain, `${maker?.subject ?? '未知'} ← ${root.subject}`),
    check('signature', held.signature, ...titles.signature, `SM2/SM3，签章人 ${signer?.subject ?? '未知'}`),
    check('listed', held.listed, ...titles.listed, `证书序列号 ${signer?.serial ?? '未知'}`),
    check('chain', held.signerChain, ...titles.chain, `${signer?.subject ?? '未知'} ← ${root.subject}`),
    check(
      'certificate',
      held.inForce,
      ...titles.certificate,
      `签章时间 ${signature?.at.toISOString() ?? '—'}；印章 ${day(seal?.validFrom)} 至 ${day(seal?.validTo)}`,
    ),
    check(
      'content',
      held.changed.length === 0,
      ...titles.content,
      held.changed.length === 0
        ? '签章保护的每个文件都没有变'
        : `被改动、缺少或者添加的文件：${held.changed.join('，')}`,
    ),
  ]
  return {
    identifier: data.ZtIdentifier,
    digest: data.ZtDigest,
    signer: signer?.subject,
    claimedAt: signature?.at,
    checks,
  }
}

const titles = {
  form: ['签章数据格式符合 GB/T 38540', 'The sealing has the form of GB/T 38540'],
  sealMade: ['印章由制章人签名，没有改动', 'The seal is as its maker signed it'],
  sealChain: ['制章人证书由国密根证书签发', 'The maker’s certificate comes from the SM2 root'],
  signature: ['签章的签名有效', 'The signature of the sealing holds'],
  listed: ['签章人是这枚印章登记的使用人', 'The signer is the one the seal names'],
  chain: ['签章人证书由国密根证书签发', 'The signer’s certificate comes from the SM2 root'],
  certificate: ['签章时印章和证书都在有效期内', 'Seal and certificate were in force when sealing'],
  content: ['文件和签章时一字不差', 'The file is exactly what was sealed'],
} as const
