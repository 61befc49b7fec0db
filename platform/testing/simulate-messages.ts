import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startGateway } from './cmpp-simulator.ts'
import { startMailServer } from './mail-simulator.ts'
import { startMessenger } from './messenger-simulator.ts'

/** All simulated ways out of the house in one process, until it is stopped; `npm run zt -- simulate messages` starts it. */
const { values } = parseArgs({
  options: {
    settings: { type: 'string', default: 'messages.simulated.json' },
    'platform-url': { type: 'string', default: 'http://127.0.0.1:8080' },
    json: { type: 'boolean', default: false },
  },
})
const secret = () => randomBytes(12).toString('hex')
const carrier = { source: '901234', secret: secret() }
const app = { id: 'app', secret: secret() }
const wechatToken = secret()
const gateway = await startGateway(carrier)
const mail = await startMailServer()
const messenger = await startMessenger(app, {
  callback: { url: `${values['platform-url']}/api/v1/message-callbacks/sim-wechat`, token: wechatToken },
})
const { url } = messenger
const settings = [
  {
    ...{ kind: 'cmpp', key: 'sim-sms', name: '模拟短信网关', simulated: true, host: '127.0.0.1', port: gateway.port },
    ...{ ...carrier, service: 'ZT', number: '1069012345' },
  },
  {
    ...{ kind: 'smtp', key: 'sim-mail', name: '模拟邮件服务器', simulated: true, host: '127.0.0.1', port: mail.port },
    ...{ plain: true, from: '政通（模拟） <no-reply@city.example>' },
  },
  {
    ...{ kind: 'dingtalk', key: 'sim-dingtalk', name: '模拟政务钉钉', simulated: true, url },
    ...{ appKey: app.id, appSecret: app.secret, agentId: 1 },
  },
  {
    ...{ kind: 'wechat', key: 'sim-wechat', name: '模拟公众号', simulated: true, url },
    ...{ appId: app.id, appSecret: app.secret, templateId: 'T', token: wechatToken },
  },
]
const file = resolve(values.settings)
await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
process.stdout.write(
  values.json
    ? `${JSON.stringify({ ok: true, simulator: true, settings: file, gateway: gateway.port, mail: mail.port, messenger: url })}\n`
    : `模拟的短信网关、邮件服务器、政务钉钉、公众号 simulated gateway, mail server, DingTalk and WeChat ready\n在平台这边设 set: ZT_MESSAGES=${file}\n`,
)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await Promise.all([gateway.stop(), mail.stop(), messenger.stop()])
