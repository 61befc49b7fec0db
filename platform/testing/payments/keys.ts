import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CertificateName, keyIdentifier, makeCertificate, newSerial, pemOf } from '#support/keys/index.ts'

type Pair = { privateKey: KeyObject; publicKey: KeyObject }

const pair = (): Pair => generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString()
const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })

async function certify(subject: Pair, name: CertificateName, issuer: Pair, by: CertificateName, authority: boolean) {
  const serial = newSerial()
  const certificate = await makeCertificate(
    {
      serial,
      subject: name,
      subjectKey: der(subject.publicKey),
      issuer: by,
      issuerKeyId: keyIdentifier(der(issuer.publicKey)),
      validFrom: new Date(Date.now() - 86_400_000),
      validTo: new Date(Date.now() + 365 * 86_400_000),
      authority,
    },
    async (bytes) => createSign('RSA-SHA256').update(bytes).sign(issuer.privateKey),
  )
  return { pem: pemOf(certificate), serial: serial.toString('hex').toUpperCase() }
}

/**
 * Keys of both sides for a trial, made anew; and `payments.json` with the keys of ours, for ZT_PAYMENTS. `base` is where the
 * simulators answer.
 */
export async function makeKeys(folder: string, base: string) {
  await mkdir(folder, { recursive: true })
  const [merchant, platform, application, alipay, member, root, middle, gateway, stranger] = Array.from(
    { length: 9 },
    pair,
  ) as [Pair, Pair, Pair, Pair, Pair, Pair, Pair, Pair, Pair]
  const names = {
    wechat: { commonName: 'Tenpay.com Root CA（模拟）' },
    root: { commonName: 'CFCA（模拟）' },
    middle: { commonName: 'CFCA OCA1（模拟）' },
    gateway: { commonName: '041@Z12@00040000:SIGN@中国银联股份有限公司@模拟' },
  }
  const platformCertificate = await certify(platform, names.wechat, platform, names.wechat, false)
  const rootCertificate = await certify(root, names.root, root, names.root, true)
  const middleCertificate = await certify(middle, names.middle, root, names.root, true)
  const gatewayCertificate = await certify(gateway, names.gateway, middle, names.middle, false)
  const apiV3Key = randomBytes(16).toString('hex')
  const bank = { keyId: 'zhengtong-bank', secret: randomBytes(32).toString('base64') }
  const common = { simulated: true }
  const settings = {
    channels: [
      {
        kind: 'wechat-pay',
        gateway: `${base}/wechat-pay`,
        appid: 'wxSimulated',
        mchid: '1900000001',
        serial: platformCertificate.serial,
        privateKeyFile: 'merchant.pem',
        apiV3Key,
        ...common,
      },
      {
        kind: 'alipay',
        gateway: `${base}/alipay/gateway.do`,
        appId: '2021000000000001',
        privateKeyFile: 'application.pem',
        alipayKeyFile: 'alipay.pem',
        ...common,
      },
      {
        kind: 'unionpay',
        gateway: `${base}/unionpay`,
        files: `${base}/unionpay/files`,
        merId: '777290058110048',
        certId: '68759663125',
        privateKeyFile: 'member.pem',
        rootFile: 'root.pem',
        middleFile: 'middle.pem',
        ...common,
      },
    ],
    bank: { name: '代发银行（模拟）', url: `${base}/bank`, ...bank, account: '44190000000000000001', ...common },
  }
  const files = {
    'merchant.pem': pem(merchant.privateKey),
    'application.pem': pem(application.privateKey),
    'alipay.pem': pem(alipay.publicKey),
    'member.pem': pem(member.privateKey),
    'root.pem': rootCertificate.pem,
    'middle.pem': middleCertificate.pem,
    'payments.json': JSON.stringify(settings, null, 2),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 })
  return {
    wechatPay: {
      mchid: '1900000001',
      appid: 'wxSimulated',
      apiV3Key,
      merchant: merchant.publicKey,
      platform: platform.privateKey,
      certificate: platformCertificate.pem,
      serial: platformCertificate.serial,
      stranger: stranger.privateKey,
    },
    alipay: {
      appId: '2021000000000001',
      application: application.publicKey,
      alipay: alipay.privateKey,
      stranger: stranger.privateKey,
    },
    unionpay: {
      merId: '777290058110048',
      merchant: member.publicKey,
      gateway: gateway.privateKey,
      certificate: gatewayCertificate.pem,
      stranger: stranger.privateKey,
    },
    bank,
  }
}
