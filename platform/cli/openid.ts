import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import type { OpenId } from '#support/openid/index.ts'

/** What this command is given to speak with, and the services it reaches. */
export type OpenIdIo = {
  out: (text: string) => void
  err: (text: string) => void
  open: () => Promise<{ openId: OpenId; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt openid rotate-keys [--directory public|staff] [--json]

  rotate-keys  换一套签名密钥：新令牌马上用新密钥签，旧密钥再公布一天，等旧令牌过期 · new keys sign from now on, the old ones
               stay published for a day, until what they signed has run out
  --directory  只换公众（public）或者工作人员（staff）的；不写就都换 · of one directory only
  --json       最后一行是一个 JSON 对象 · the result as one JSON object

每 90 天会自动换一次；密钥可能泄露时用这个命令。正在运行的进程 30 秒内换用新密钥。
`

/** `zt openid rotate-keys`: new keys for the OpenID providers, now. */
export const openIdCommand = {
  name: 'openid',
  summary: '统一身份 · the OpenID providers: rotate their signing keys',
  async run(args: string[], io: OpenIdIo): Promise<number> {
    const { values, positionals } = parseArgs({
      args,
      options: { directory: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: false,
    })
    if (values.help) {
      io.out(usage)
      return 0
    }
    const isKnown = values.directory === undefined || values.directory === 'public' || values.directory === 'staff'
    if (positionals.length !== 1 || positionals[0] !== 'rotate-keys' || !isKnown) {
      io.err(usage)
      return 2
    }
    const { openId, realm, close } = await io.open()
    try {
      const wanted = openId.providers.filter(
        ({ directory }) => values.directory === undefined || values.directory === directory,
      )
      const rotated: string[] = []
      for (const { directory, open, rotate } of wanted) {
        await open() // one that never was in use gets its first keys
        if (await rotate(systemActor(realm))) rotated.push(directory)
      }
      io.out(values.json ? `${JSON.stringify({ rotated })}\n` : `已换 Rotated: ${rotated.join(', ')}\n`)
      return 0
    } finally {
      await close()
    }
  },
}
