import { randomUUID } from 'node:crypto'
import type { Made } from './made.ts'

/** Of showing who one is: no check of another can be met, and none is offered where no provider is connected. */
export async function makeSignIns(): Promise<Made> {
  return {
    ids: [
      [/recoveries|sign-offs|licence-sign-ins/, { id: randomUUID() }],
      [/\/me\/person-checks|accounts\/\{id\}\/(closing|reopening)/, { id: randomUUID() }],
    ],
    bodies: {
      beginPersonCheck: { kind: 'face' },
      returnFromPersonCheck: { returned: 'x'.repeat(43) },
      finishLicenceSignIn: { code: '123456' },
      beginCounterRecovery: {
        ...{ name: '李虚构', idNumber: '999900198004300098', document: 'resident-card' },
        reason: '手机丢失，不能核验人脸',
      },
      // Said before any code is looked at, so that no name is locked by asking.
      finishCounterRecovery: { username: 'li.xugou', code: 'AAAAA-AAAAA', password: 'weak' },
      signOffPowers: { note: '逐项核对完毕' },
      beginRecovery: { username: 'li.xugou', name: '李虚构', idNumber: '999900198004300098', kind: 'face' },
      finishRecovery: { secret: 'x'.repeat(43), password: 'Zhengtong-2026' },
      mergeMyAccount: { accountId: randomUUID() },
      closeAccount: { reason: '演示停用' },
      reopenAccount: { reason: '演示恢复' },
    },
  }
}
