import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

type Io = { out: (text: string) => void; err: (text: string) => void }

const usage = `用法 Usage: zt simulate province [--port N] [--key-file FILE] [--realm CODE] [--refuse TABLE] [--json]
          zt simulate archive [--port N] [--key-file FILE] [--realm CODE] [--refuse REASON] [--late] [--json]
          zt simulate treasury [--port N] [--key-file FILE] [--realm CODE] [--refuse REASON] [--json]
          zt simulate messages [--settings FILE] [--platform-url URL] [--json]
          zt simulate person-checks [--settings FILE] [--mood MOOD] [--json]

  province   在本机起一个模拟的省平台，验签、收批次、给回执，直到按 Ctrl+C · a simulated province on this machine, until Ctrl+C
  archive    在本机起一个模拟的档案馆，验签、做四性检测、给回执 · a simulated archive that tests the four natures and acknowledges
  treasury   在本机起一个模拟的财政票据系统，给票号、收票据 · a simulated treasury that gives out receipt numbers and takes receipts
  messages   一次起齐模拟的短信网关（CMPP）、邮件服务器（SMTP）、政务钉钉、公众号，写好通道设置 · all simulated ways of sending, with their settings
  person-checks  模拟的人脸、证件核验服务，不拍照 · a simulated provider of face and document checks; takes no picture
  --mood     well、silent、forges、replays、sends-picture、same-evidence、old：看对方作假或者不应答时怎样 · how false or broken it is
  --settings 通道设置写到哪里，缺省 messages.simulated.json · where the settings for ZT_MESSAGES are written
  --platform-url 平台的地址，公众号的回执送到那里 · where receipts of the official account go
  --port     端口，缺省省平台 8090、档案馆 8091、财政 8092 · its port
  --key-file 共享密钥，没有就新写一个 · the shared key; one is made when it is not there
  --realm    密钥编号，缺省 441900 · id of the key
  --refuse   拒绝这张表的行，或者以这个理由拒收档案、票据 · refuse the rows of a table, or files and receipts for this reason
  --late     先说在检测，等来问再给回执 · acknowledge late
  --json     第一行是一个 JSON 对象 · one JSON object on the first line

只供演练：它说收到的都在内存里，回执编号以“模拟-”开头。 For trials only: its receipts begin with 模拟-.
`

/** Simulators of other bodies' systems lie with the tests and run as processes of their own: the platform holds none. */
const simulators: Record<string, string> = {
  province: '../testing/simulate-province.ts',
  archive: '../testing/simulate-archive.ts',
  treasury: '../testing/simulate-treasury.ts',
  messages: '../testing/simulate-messages.ts',
  'person-checks': '../testing/simulate-person-checks.ts',
}

/** `zt simulate …`: another body's system, marked as a simulator, until it is stopped. */
export const simulateCommand = {
  name: 'simulate',
  summary:
    '起一个模拟的外部系统（省平台、档案馆、财政票据、消息通道、实人核验） · start a simulator of another body’s system',
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
