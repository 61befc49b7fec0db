import { readFile } from 'node:fs/promises'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Log } from '#ground/telemetry/log.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { createCmppProvider } from './cmpp/provider.ts'
import { createDingtalkProvider } from './dingtalk.ts'
import type { Provider, TakeReceipts } from './provider.ts'
import { createSmtpProvider } from './smtp.ts'
import { createWechatProvider } from './wechat.ts'

const text = Type.String({ minLength: 1, maxLength: 300 })
const port = Type.Integer({ minimum: 1, maximum: 65535 })
const url = Type.String({ pattern: '^https?://[^\\s<>"/]+[^\\s<>"]*[^/]$' })
const about = {
  key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
  name: text,
  simulated: Type.Optional(Type.Boolean({ description: 'It is a simulator: nothing reaches a person' })),
}
const closed = { additionalProperties: false }

/** One provider. Those of a channel are tried in the order of the file: the first that can be used sends. */
const Setting = Type.Union([
  Type.Object(
    {
      ...about,
      kind: Type.Literal('cmpp'),
      host: text,
      port,
      source: Type.String({ pattern: '^[\\x21-\\x7e]{6}$', description: 'SP_Id' }),
      secret: text,
      service: Type.String({ maxLength: 10 }),
      number: Type.String({ pattern: '^\\d{3,21}$', description: 'What the handset shows as sender' }),
      window: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    },
    closed,
  ),
  Type.Object(
    {
      ...about,
      kind: Type.Literal('smtp'),
      host: text,
      port,
      secure: Type.Optional(Type.Boolean()),
      plain: Type.Optional(Type.Boolean()),
      user: Type.Optional(text),
      password: Type.Optional(text),
      from: text,
    },
    closed,
  ),
  Type.Object(
    { ...about, kind: Type.Literal('dingtalk'), url, appKey: text, appSecret: text, agentId: Type.Integer() },
    closed,
  ),
  Type.Object(
    {
      ...about,
      kind: Type.Literal('wechat'),
      url,
      appId: text,
      appSecret: text,
      templateId: text,
      token: Type.Optional(
        Type.String({ pattern: '^[A-Za-z0-9]{3,32}$', description: 'Signs what the official account calls us with' }),
      ),
    },
    closed,
  ),
])
export const ProviderSettings = Type.Array(Setting, { maxItems: 50 })
export type ProviderSettings = Static<typeof ProviderSettings>

/** Reads the file that `ZT_MESSAGES` names; none means that nothing can be sent. Throws what a person can mend. */
export async function readProviderSettings(config: {
  messagesFile?: string
  profile: 'demo' | 'production'
}): Promise<ProviderSettings> {
  const { messagesFile: file, profile } = config
  if (!file) return []
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`ZT_MESSAGES: ${file} cannot be read: ${error.message}`)
  })
  const settings: unknown = parseStrictJson(text)
  if (!Value.Check(ProviderSettings, settings)) {
    const [first] = Value.Errors(ProviderSettings, settings)
    throw new Error(`ZT_MESSAGES: ${file} at ${first?.instancePath || '/'}: ${first?.message ?? 'not right'}`)
  }
  const keys = settings.map(({ key }) => key)
  const twice = keys.find((key, at) => keys.indexOf(key) < at)
  if (twice) throw new Error(`ZT_MESSAGES: ${file} names the provider ${twice} twice`)
  for (const setting of profile === 'production' ? settings : []) {
    const open = setting.kind === 'smtp' ? setting.plain : 'url' in setting && !setting.url.startsWith('https://')
    if (open)
      throw new Error(`ZT_MESSAGES: ${setting.key} must be reached over TLS, since personal data travels over it`)
    if (setting.simulated) throw new Error(`ZT_MESSAGES: ${setting.key} is a simulator, which production must not use`)
  }
  return settings
}

type ProviderNeeds = { log: Log; now: () => Date; takeReceipts: TakeReceipts }

/** The providers that the settings name, closed until first used. */
export function createProviders(settings: ProviderSettings, needs: ProviderNeeds): Provider[] {
  return settings.map((setting) => create(setting, needs))
}

function create({ simulated = false, ...setting }: ProviderSettings[number], needs: ProviderNeeds): Provider {
  switch (setting.kind) {
    case 'cmpp':
      return createCmppProvider({ ...setting, simulated }, needs)
    case 'smtp':
      return createSmtpProvider({ ...setting, simulated }, needs)
    case 'dingtalk':
      return createDingtalkProvider({ ...setting, simulated }, needs)
    case 'wechat':
      return createWechatProvider({ ...setting, simulated }, needs)
  }
}
