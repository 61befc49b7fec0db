import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type Io = { out: (text: string) => void; err: (text: string) => void }

const usage = `用法 Usage: zt simulate province [--port N] [--key-file FILE] [--realm CODE] [--refuse TABLE] [--json]
          zt simulate messages [--settings FILE] [--platform-url URL] [--json]

  province   在本机起一个模拟的省平台，验签、收批次、给回执，直到按 Ctrl+C · a simulated province on this machine, until Ctrl+C
  messages   一次起齐模拟的短信网关（CMPP）、邮件服务器（SMTP）、政务钉钉、公众号，写好通道设置 · all simulated ways of sending, with their settings
  --settings 通道设置写到哪里，缺省 messages.simulated.json · where the settings for ZT_MESSAGES are written
  --platform-url 平台的地址，公众号的回执送到那里 · where receipts of the official account go
  --port     端口，缺省 8090 · its port
  --key-file 共享密钥，没有就新写一个 · the shared key; one is made when it is not there
  --realm    密钥编号，缺省 441900 · id of the key
  --refuse   拒绝这张表的行，看怎样改好再发 · refuse the rows of a table
  --json     第一行是一个 JSON 对象 · one JSON object on the first line

只供演练：它说收到的都在内存里，回执编号以“模拟-”开头。 For trials only: its receipts begin with 模拟-.
`

/** Simulators of other bodies' systems lie with the tests and run as processes of their own: the platform holds none. */
const simulators: Record<string, string> = {
  province: '../testing/simulate-province.ts',
  messages: '../testing/simulate-messages.ts',
}

/** `zt simulate …`: another body's system, marked as a simulator, until it is stopped. */
export const simulateCommand = {
  name: 'simulate',
  summary: '起一个模拟的外部系统（省平台、消息通道） · start a simulator of another body’s system',
  async run([name = '', ...args]: string[], io: Io): Promise<number> {
    const file = simulators[name]
    const asked = name === '--help' || args.includes('--help')
    if (!file || asked) {
      ;(asked ? io.out : io.err)(usage)
      return asked ? 0 : 2
    }
    const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
      stdio: 'inherit',
    })
    const stop = () => child.kill('SIGTERM')
    process.once('SIGINT', stop).once('SIGTERM', stop)
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 0
  },
}
