import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import { AlipaySettings, createAlipay } from './alipay.ts'
import type { Channel } from './channel.ts'
import { createUnionPay, UnionPaySettings } from './unionpay.ts'
import { createWeChatPay, WeChatPaySettings } from './wechat-pay.ts'

/** The bank that pays out. It takes ISO 20022 batches, signed as messages between systems are (RFC 9421). */
export const BankSettings = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    url: Type.String({ pattern: '^https?://' }),
    keyId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' }),
    secret: Type.String({ pattern: '^[A-Za-z0-9+/=]{43,}$', description: 'base64 of 32 bytes or more' }),
    account: Type.String({ description: 'The account that subsidies are paid from' }),
    simulated: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type BankSettings = Static<typeof BankSettings>

/** The file that `ZT_PAYMENTS` names. Files of keys are looked for beside it. */
export const PaymentSettings = Type.Object(
  {
    channels: Type.Array(Type.Union([WeChatPaySettings, AlipaySettings, UnionPaySettings])),
    bank: Type.Optional(BankSettings),
  },
  { additionalProperties: false },
)
export type PaymentSettings = Static<typeof PaymentSettings>

export type Connected = { channels: Channel[]; bank?: BankSettings }

/** Reads the settings and opens every channel. Without a file there are none: bills are then paid in cash at the counter. */
export async function openChannels(
  config: { paymentsFile?: string; publicUrl: string; profile?: 'demo' | 'production' },
  needs: { clock: Clock },
): Promise<Connected> {
  if (!config.paymentsFile) return { channels: [] }
  const folder = dirname(config.paymentsFile)
  const settings: unknown = JSON.parse(await readFile(config.paymentsFile, 'utf8'))
  if (!Value.Check(PaymentSettings, settings)) {
    const [first] = Value.Errors(PaymentSettings, settings)
    throw new Error(
      `ZT_PAYMENTS: ${config.paymentsFile} ${first?.instancePath ?? ''} ${first?.message ?? 'is not right'}`,
    )
  }
  if (config.profile === 'production') refuseTrial(settings)
  const text = (file: string) => readFile(resolve(folder, file), 'utf8')
  const channels = settings.channels.map(async (each): Promise<Channel> => {
    const notifyUrl = `${config.publicUrl}/api/v1/payment-notifications/${each.kind}`
    const privateKey = await text(each.privateKeyFile)
    switch (each.kind) {
      case 'wechat-pay':
        return createWeChatPay(each, { ...needs, notifyUrl, privateKey })
      case 'alipay':
        return createAlipay(each, { ...needs, notifyUrl, privateKey, alipayKey: await text(each.alipayKeyFile) })
      case 'unionpay': {
        const [root, middle] = [await text(each.rootFile), await text(each.middleFile)]
        return createUnionPay(each, { ...needs, notifyUrl, privateKey, root, middle })
      }
    }
  })
  return { channels: await Promise.all(channels), ...(settings.bank ? { bank: settings.bank } : {}) }
}

/** Money of citizens never goes to a simulator, nor over an open line. */
function refuseTrial({ channels, bank }: PaymentSettings): void {
  const all = [
    ...channels.map(({ kind, gateway: url, simulated }) => ({ kind, url, simulated })),
    ...(bank ? [{ kind: 'bank', ...bank }] : []),
  ]
  for (const { kind, url, simulated } of all) {
    if (simulated) throw new Error(`ZT_PAYMENTS: ${kind} is a simulator, which production must not use`)
    if (!url.startsWith('https://')) throw new Error(`ZT_PAYMENTS: ${kind} must be asked over https`)
  }
}
