import type { Log } from '#ground/telemetry/log.ts'
import { notTaken } from './dingtalk.ts'
import type { HandOver, Provider } from './provider.ts'
import { createTokenApi } from './token.ts'
import { createWechatCallback } from './wechat-callback.ts'

export type WechatSettings = { url: string; appId: string; appSecret: string; templateId: string; token?: string }

/** System busy and the limits on calls, of the official account platform's list of return codes. */
const passing = new Set([-1, 45009, 45011])

/** Template messages of a WeChat official account (公众号模板消息): the template there has the fields `title` and `content`. */
export function createWechatProvider(
  about: { key: string; name: string; simulated: boolean } & WechatSettings,
  needs: { log: Log; now: () => Date },
): Provider {
  const credentials = new URLSearchParams({
    grant_type: 'client_credential',
    appid: about.appId,
    secret: about.appSecret,
  })
  const post = createTokenApi({
    ...needs,
    base: `${about.url}/cgi-bin`,
    tokenUrl: `${about.url}/cgi-bin/token?${credentials}`,
    ended: [40001, 40014, 42001],
  })
  return {
    key: about.key,
    name: about.name,
    channel: 'wechat',
    simulated: about.simulated,
    window: 8,
    async handOver({ id, to, subject, body }): Promise<HandOver> {
      try {
        const answer = await post('/message/template/send', {
          touser: to,
          template_id: about.templateId,
          data: { title: { value: subject ?? '' }, content: { value: body } },
          // The platform's own guard against sending twice.
          client_msg_id: id.slice(0, 32),
        })
        // Where the account does not call us, it is sent once it is taken.
        return { kind: 'taken', refs: [String(answer.msgid)], receipts: about.token !== undefined }
      } catch (error) {
        return notTaken(error, needs.log, about.key, passing)
      }
    },
    ...(about.token ? { callback: createWechatCallback(about.token) } : {}),
    async close() {},
  }
}
