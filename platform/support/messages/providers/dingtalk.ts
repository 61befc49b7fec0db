import type { Log } from '#ground/telemetry/log.ts'
import type { HandOver, Provider, Receipt } from './provider.ts'
import { createTokenApi, NotTaken } from './token.ts'

export type DingtalkSettings = { url: string; appKey: string; appSecret: string; agentId: number }

/** System busy, and the two limits on calls, of the platform's list of global codes. */
const passing = new Set([-1, 88, 90018, 143106])

/** Work notices (工作通知) of DingTalk and its government edition: `asyncsend_v2`, with read receipts by `getsendresult`. */
export function createDingtalkProvider(
  about: { key: string; name: string; simulated: boolean } & DingtalkSettings,
  needs: { log: Log; now: () => Date },
): Provider {
  const credentials = new URLSearchParams({ appkey: about.appKey, appsecret: about.appSecret })
  const post = createTokenApi({
    ...needs,
    base: about.url,
    tokenUrl: `${about.url}/gettoken?${credentials}`,
    ended: [40014, 42001],
  })
  return {
    key: about.key,
    name: about.name,
    channel: 'push',
    simulated: about.simulated,
    window: 8,
    async handOver({ to, subject, body }): Promise<HandOver> {
      try {
        const answer = await post('/topapi/message/corpconversation/asyncsend_v2', {
          agent_id: about.agentId,
          userid_list: to,
          msg: subject
            ? { msgtype: 'markdown', markdown: { title: subject, text: `### ${subject}\n${body}` } }
            : { msgtype: 'text', text: { content: body } },
        })
        // One task has one reader here, so the pair names the part.
        return { kind: 'taken', refs: [`${String(answer.task_id)}:${to}`], receipts: true }
      } catch (error) {
        return notTaken(error, needs.log, about.key, passing)
      }
    },
    async fetchReceipts(refs) {
      const receipts: Receipt[] = []
      for (const ref of refs) {
        const [task, reader = ''] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)]
        const answer = await post('/topapi/message/corpconversation/getsendresult', {
          agent_id: about.agentId,
          task_id: Number(task),
        })
        const result = (answer.send_result ?? {}) as Record<string, string[] | undefined>
        const has = (list: string) => result[list]?.includes(reader) ?? false
        if (has('read_user_id_list')) receipts.push({ ref, outcome: 'read', code: 'read' })
        else if (has('unread_user_id_list')) receipts.push({ ref, outcome: 'delivered', code: 'unread' })
        else if (has('invalid_user_id_list') || has('failed_user_id_list'))
          receipts.push({ ref, outcome: 'undeliverable', code: has('invalid_user_id_list') ? 'invalid' : 'failed' })
      }
      return receipts
    },
    async close() {},
  }
}

/** What an answer other than the one hoped for means for the message. */
export function notTaken(error: unknown, log: Log, key: string, later: ReadonlySet<number>): HandOver {
  if (!(error instanceof NotTaken)) throw error
  if (error.errcode === undefined) {
    log.warn({ provider: key, reason: error.message }, 'a messenger cannot be used')
    return { kind: 'down', code: 'HTTP' }
  }
  return { kind: later.has(error.errcode) ? 'later' : 'wrong', code: String(error.errcode) }
}
