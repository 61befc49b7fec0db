import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { ApplicationService } from '#nets/service/applications/index.ts'
import type { RatingService } from '#nets/service/ratings/index.ts'
import type { CaseFileService } from '#support/case-files/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import { type Sequencer, startSequencer } from '#support/ledger/index.ts'
import { type Messages, type Sending, startSending } from '#support/messages/index.ts'
import type { OpenId } from '#support/openid/index.ts'
import type { Chore } from './part.ts'

const second = 1_000
const hour = 3_600_000

/** What the worker role does beside jobs: the log's sequencer, the sending of messages, and what is looked at now and then. */
export function createWork(needs: {
  db: Db
  clock: Clock
  log: Log
  identity: Identity
  openId: OpenId
  keys: Keys
  applications: ApplicationService
  caseFiles: CaseFileService
  ratings: RatingService
  messages: Messages
  /** Of parts that look after something of their own. */
  chores: Chore[]
}) {
  const { db, clock, log, messages } = needs
  let sequencer: Sequencer | undefined
  let sending: Sending | undefined

  const every = (millis: number, what: string, run: () => Promise<unknown>) => {
    let running: Promise<unknown> | undefined
    const timer = setInterval(() => {
      running ??= run()
        .catch((error: unknown) => log.error({ err: error }, what))
        .finally(() => {
          running = undefined
        })
    }, millis)
    return async () => {
      clearInterval(timer)
      await running
    }
  }

  return {
    /** Begins; answers how to stop it all. */
    startWork(): (() => Promise<void>)[] {
      const [ordering, leaving] = [
        startSequencer({ db, clock, log, logSigner: needs.keys.logSigner }),
        startSending(messages, log),
      ]
      sequencer = ordering
      sending = leaving
      return [
        () => ordering.stop(),
        () => leaving.stop(),
        () => messages.stop(),
        every(second, 'the audit chain was not linked', () => needs.identity.audit.link()),
        every(hour, 'old sessions were not swept', () => needs.identity.sessions.sweep()),
        ...needs.chores.map((chore) => every(chore.every, chore.failure, chore.run)),
        every(hour, 'old tokens were not swept', () => needs.openId.sweep()),
        every(hour, 'old applications were not swept', () => needs.applications.sweep()),
        every(hour, 'old case files were not destroyed', () => needs.caseFiles.sweep()),
        every(hour, 'answered ratings were not closed', () => needs.ratings.sweep()),
        every(60 * second, 'receipts of messages were not fetched', () => messages.fetchReceipts()),
        every(hour, 'old messages were not destroyed', () => messages.sweep()),
      ]
    },
    /** Something may have changed in this process: no need to wait for the next look. */
    wake(): void {
      sequencer?.wake()
      sending?.wake()
    },
  }
}
